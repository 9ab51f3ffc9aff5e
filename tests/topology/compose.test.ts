import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../src/main/config.js';
import { TEMPORAL_VERSION } from './server-programs.js';

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly user?: string;
  readonly command?: readonly string[];
  readonly restart?: string;
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly read_only?: boolean;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
  readonly volumes?: readonly string[];
  readonly deploy?: {
    readonly replicas?: number;
    readonly resources?: { readonly limits?: { readonly memory?: string } };
  };
}

const read = (file: string): string => readFileSync(file, 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
};
const services = Object.entries(compose.services);
/** They do their work once and end. */
const once = new Set(['temporal-schema', 'temporal-namespace']);

/** The services – without those that end – of which something does not hold. */
const without = (holds: (service: Service, name: string) => boolean, of = services): string[] =>
  of.filter(([name, service]) => !holds(service, name)).map(([name]) => name);
const lasting = services.filter(([name]) => !once.has(name));

describe('docker-compose.yml', () => {
  it('is what the Compose Specification allows', () => {
    // From compose-spec/compose-go v2.9.1 (Apache-2.0), as Docker's own program checks it.
    const schema = JSON.parse(read('tests/topology/compose-spec.json')) as Record<string, unknown>;
    const { $schema: _, ...draft } = schema;
    const isValid = new Ajv({ strict: false, validateFormats: false }).compile(draft);
    isValid(compose);
    expect(isValid.errors).toBeNull();
    expect(isValid({ services: { api: { image: 7 } } })).toBe(false);
  });

  it('publishes to this machine only, and no database and no Temporal', () => {
    const isLocal = (port: string) => /^127\.0\.0\.1:\d+:\d+$/.test(port);
    expect(without(({ ports = [] }) => ports.every(isLocal))).toEqual([]);
    expect(compose.networks['inside']).toEqual({ internal: true });
    for (const name of ['postgres', 'temporal']) {
      expect(compose.services[name]?.networks).toEqual(['inside']);
      expect(compose.services[name]?.ports).toBeUndefined();
    }
  });

  it('has an API, two workers, Temporal with its pages, databases and a mail catcher', () => {
    expect(compose.services).toMatchObject({
      worker: { command: ['worker'], deploy: { replicas: 2 } },
      api: { command: ['api'] },
      temporal: {},
      'temporal-ui': {},
      postgres: {},
      mail: {},
    });
  });

  it('names the release of every image', () => {
    const isPinned = ({ image = '' }: Service) =>
      image === 'kaowu:local' || /:v?\d+\.\d+/.test(image);
    expect(without(isPinned)).toEqual([]);
    const versions = ['temporal', 'temporal-schema', 'temporal-namespace'].map(
      (name) => /:([\d.]+)/.exec(compose.services[name]?.image ?? '')?.[1],
    );
    // The release that the tests run without containers.
    expect(new Set(versions)).toEqual(new Set([TEMPORAL_VERSION]));
  });

  it('gives each service as little as it needs, and starts again what falls', () => {
    expect(without(({ cap_drop: dropped }) => dropped?.join() === 'ALL')).toEqual([]);
    expect(
      without(({ security_opt: options }) => options?.join() === 'no-new-privileges:true'),
    ).toEqual([]);
    expect(without(({ restart }) => restart === 'unless-stopped', lasting)).toEqual([]);
    expect(
      without(({ deploy }) => deploy?.resources?.limits?.memory !== undefined, lasting),
    ).toEqual([]);
    // Temporal's server writes its settings at each start, its pages theirs.
    expect(without((service) => service.read_only === true, lasting)).toEqual([
      'temporal',
      'temporal-ui',
    ]);
  });

  it('waits for what is healthy or done, and for nothing that does not exist', () => {
    const ours = read('Dockerfile').includes('HEALTHCHECK');
    const isMet = ([needed, { condition }]: [string, { readonly condition: string }]) =>
      condition === 'service_healthy'
        ? compose.services[needed]?.healthcheck !== undefined ||
          (ours && compose.services[needed]?.build !== undefined)
        : once.has(needed) && compose.services[needed] !== undefined;
    expect(without(({ depends_on: needs = {} }) => Object.entries(needs).every(isMet))).toEqual([]);
  });

  it('keeps secrets in files, and mounts only scripts that are there', () => {
    const isFile = (variable: string) =>
      !/PASS|PWD|KEY|SECRET/.test(variable) || variable.endsWith('_FILE');
    expect(without(({ environment = {} }) => Object.keys(environment).every(isFile))).toEqual([]);
    const isKnown = (secret: string) => compose.secrets[secret] !== undefined;
    expect(without(({ secrets = [] }) => secrets.every(isKnown))).toEqual([]);
    const isThere = (volume: string) =>
      !volume.startsWith('./') || existsSync(volume.split(':')[0] ?? '');
    expect(without(({ volumes = [] }) => volumes.every(isThere))).toEqual([]);
    const made = read('deploy/secrets.sh');
    for (const { file } of Object.values(compose.secrets))
      expect(made).toContain(file.replace(/.*\//, ''));
  });

  it.each(['api', 'worker'])('sets up %s as it accepts it', (name) => {
    const settings = Object.fromEntries(
      Object.entries(compose.services[name]?.environment ?? {})
        // Filled in from the operator's environment; empty: not set.
        .map(([variable, value]) => [variable, value.replace(/\$\{\w+:-([^}]*)\}/g, '$1')])
        // The files are there in a container only.
        .filter(([variable = '']) => !variable.endsWith('_FILE')),
    );
    expect(readConfig(settings)).not.toHaveProperty('faults');
  });
});

describe('the image', () => {
  const dockerfile = read('Dockerfile');

  it('is of one pinned base, and runs as nobody in particular', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:20\.\d+\.\d+-bookworm-slim$/);
    const lines = dockerfile.split('\n');
    expect(lines.indexOf('USER node')).toBeLessThan(
      lines.findIndex((line) => line.startsWith('ENTRYPOINT')),
    );
    expect(dockerfile).toMatch(/^STOPSIGNAL SIGTERM$/m);
  });

  it('holds what the program reads at run time, and no secret', () => {
    const left = new Set(read('.dockerignore').split('\n'));
    const needed = ['src', 'workflows', 'activities', 'plans', 'calendars', 'schemas', 'bin'];
    expect(needed.filter((folder) => left.has(folder))).toEqual([]);
    expect(['deploy/secrets', '.env', '.kaowu'].filter((one) => !left.has(one))).toEqual([]);
  });
});

it.each(['kaowu-api.service', 'kaowu-up.service', 'kaowu-worker@.service'])(
  'has a systemd unit that lets the service have its data folder and the network: %s',
  (name) => {
    const unit = read(`deploy/systemd/${name}`);
    expect(unit.split('\n')).toEqual(
      expect.arrayContaining([
        'NoNewPrivileges=yes',
        'ProtectSystem=strict',
        'ProtectHome=yes',
        'CapabilityBoundingSet=',
        'EnvironmentFile=/etc/kaowu/kaowu.env',
        'Restart=always',
      ]),
    );
    // V8 writes the code it runs.
    expect(unit).not.toContain('MemoryDenyWriteExecute');
  },
);
