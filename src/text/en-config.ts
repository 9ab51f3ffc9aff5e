import type { zhConfig } from './zh-CN-config.js';

export const enConfig = {
  command: {
    api: 'run the API alone, any number of them; Temporal and the store must be there',
    worker: 'run a worker alone, any number of them; Temporal and the store must be there',
  },
  process: {
    waiting: (what, reason) => `waiting for ${what}: ${reason}`,
    temporal: 'Temporal',
    store: 'the store',
    ready: (what) => `${what} is ready`,
    stopping: 'stopping: takes nothing new, finishes what it has …',
    stopped: 'stopped',
    tooLong: (seconds) =>
      `not stopped within ${seconds} s, ends now; what is half done another process goes on with`,
    noAddress: 'TEMPORAL_ADDRESS is not set, and nothing runs in the data folder',
  },
  meaning: {
    KAOWU_DATA: 'the data folder',
    KAOWU_STORE:
      'the store: `file:/path/kaowu.db`, or `postgres://user@host/database` where several machines share it',
    KAOWU_STORE_PASSWORD: 'the password of the store, where its address has none',
    KAOWU_LANG: 'language of the command line and of the log',
    KAOWU_LOG_LEVEL: 'how much is logged',
    KAOWU_HOST: 'the address the API listens on; by default this machine only',
    KAOWU_PORT: 'the port the API listens on',
    KAOWU_URL:
      'the address people come by, which links begin with; with https, cookies are kept to https',
    KAOWU_TRUST_PROXY:
      'addresses or networks of the proxies in front, comma separated; forwarding headers of others do not count',
    KAOWU_SMTP:
      'the server that mails codes: smtp://user:password@host:port; without it they go to codes.log of the data folder',
    KAOWU_MAIL_FROM: 'who mails of codes come from',
    KAOWU_CHANNELS:
      'settings of channels; else channels.yaml of the data folder, and a file where there is none',
    KAOWU_COURIER:
      'how people are written to: waits, quiet hours, ceiling, briefs; else courier.yaml of the data folder',
    KAOWU_DUTY_PHONE:
      'the duty desk’s number; it stands in messages, for whoever answers by telephone',
    KAOWU_OIDC_ISSUER:
      'issuer of the house’s single sign-on (OpenID Connect); without it there is none',
    KAOWU_OIDC_CLIENT: 'our client id there',
    KAOWU_OIDC_SECRET: 'our client secret there; a public client has none',
    KAOWU_OIDC_CLAIM: 'the claim whose value is a person’s id',
    KAOWU_PASSWORD_DAYS: 'days after which a password is too old; 0: never',
    KAOWU_PASSWORD_HISTORY: 'how many of the last passwords are not taken again',
    KAOWU_METRICS_HOST: 'the address that metrics and health listen on',
    KAOWU_METRICS_PORT: 'the port of metrics and health; without it there are none',
    KAOWU_HEARTBEAT:
      'told each minute that the service lives: an http(s) address (GET), or the absolute path of a file; not set: nobody',
    KAOWU_TASK_QUEUE: 'the task queue',
    KAOWU_KEYS: 'the key ring (JSON), the same on all machines',
    KAOWU_KEYS_FILE:
      'the file of the key ring, the same on all machines; without both, `keys.json` in the data folder',
    KAOWU_ENCRYPT:
      'whether what is written to Temporal is encrypted; by default where machines share a store',
    KAOWU_TEMPORAL_UI:
      'the address of Temporal’s own pages; only they may show in words, by /codec, what is encrypted',
    KAOWU_DEPLOYMENT: 'name of a versioned deployment; counts together with `KAOWU_BUILD_ID`',
    KAOWU_BUILD_ID: 'id of this build; with it, workers take tasks by version',
    KAOWU_TEMPORAL_CLI: 'a `temporal` program to be used and no other',
    KAOWU_TEST_SERVER: 'a time-skipping server to be used in tests and no other',
    TEMPORAL_ADDRESS: 'a Temporal server that somebody else runs; none is started',
    TEMPORAL_NAMESPACE: 'its namespace, retention at least 180 days',
    TEMPORAL_PROFILE: 'the profile in the file of Temporal settings',
    TEMPORAL_CONFIG_FILE:
      'the file of Temporal settings; without it and without a profile no file is read',
    TEMPORAL_API_KEY: 'API key for Temporal; with it TLS is used',
    TEMPORAL_TLS: 'whether Temporal is reached over TLS',
    TEMPORAL_TLS_CLIENT_CERT_PATH: 'client certificate (PEM)',
    TEMPORAL_TLS_CLIENT_KEY_PATH: 'client key (PEM)',
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: 'the authority that signed the server’s certificate (PEM)',
    TEMPORAL_TLS_SERVER_NAME: 'the name the server’s certificate is checked for',
    TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: 'not supported: the certificate is always checked',
  },
  wants: {
    text: 'must not be empty',
    port: 'must be a whole number from 1 to 65535',
    lang: 'must be zh or en',
    level: 'must be debug, info, warn or error',
    count: 'must be a whole number from 0 to 9999',
    onOff: 'must be on or off',
    yesNo: 'must be true or false',
    refused: 'can only be false',
    store: 'must be file:/path/kaowu.db or postgres://user@host/database',
    networks: 'must be IP addresses or networks (as 10.0.0.0/8), comma separated',
    smtp: 'must be an address that begins with smtp:// or smtps://',
    url: 'must be an address that begins with http:// or https://',
    beat: 'must be an http:// or https:// address, or an absolute path',
    hostPort: 'must be host:port',
    name: 'may have letters, digits and . _ - / only, at most 100 of them',
    file: 'there is no such file, or it cannot be read',
  },
  fault: {
    value: (name, wants) => `${name}: ${wants}`,
    both: (name) => `set ${name} or ${name}_FILE, not both`,
    unreadable: (name, file, reason) => `${name}: the file ${file} cannot be read (${reason})`,
    unknown: (name) => `${name}: there is no such variable`,
    nearest: (name) => `; did you mean ${name}?`,
    pair: (name, other) => `${name}: must be set together with ${other}`,
    password: (name) => `${name}: goes with a postgres:// address that has no password`,
    profile: (name, reason) => `${name}: the Temporal settings cannot be used (${reason})`,
  },
} satisfies typeof zhConfig;
