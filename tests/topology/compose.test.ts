import { readdirSync, readFileSync } from 'node:fs';
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

describe('docker-compose.yml', () => {
  it('is what the Compose Specification allows', () => {
    // From compose-spec/compose-go v2.9.1 (Apache-2.0), as Docker's own program checks it.
    const schema = JSON.parse(read('tests/topology/compose-spec.json')) as Record<string, unknown>;
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const { $schema: _, ...draft } = schema;
    const isValid = ajv.compile(draft);
    expect(isValid(compose), JSON.stringify(isValid.errors)).toBe(true);
    expect(isValid({ services: { api: { image: 7 } } })).toBe(false);
  });

  it('publishes to this machine only, and no database and no Temporal', () => {
    for (const [name, { ports = [] }] of services) {
      if (['postgres', 'temporal'].includes(name)) expect(ports, name).toEqual([]);
      for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    }
    expect(compose.networks['inside']).toEqual({ internal: true });
    for (const name of ['postgres', 'temporal'])
      expect(compose.services[name]?.networks).toEqual(['inside']);
  });

  it('has an API, two workers, Temporal with its pages, databases and a mail catcher', () => {
    expect(compose.services['worker']).toMatchObject({
      command: ['worker'],
      deploy: { replicas: 2 },
    });
    expect(compose.services['api']).toMatchObject({ command: ['api'] });
    for (const name of ['temporal', 'temporal-ui', 'postgres', 'mail'])
      expect(compose.services[name]).toBeDefined();
  });

  it('names the release of every image', () => {
    for (const [name, { image = '' }] of services) {
      if (image === 'kaowu:local') continue;
      expect(image, name).toMatch(/:v?\d+\.\d+/);
    }
    const versions = ['temporal', 'temporal-schema', 'temporal-namespace'].map(
      (name) => /:([\d.]+)/.exec(compose.services[name]?.image ?? '')?.[1],
    );
    // The release that the tests run without containers.
    expect(new Set(versions)).toEqual(new Set([TEMPORAL_VERSION]));
  });

  it('gives each service as little as it needs, and starts again what falls', () => {
    for (const [name, service] of services) {
      expect(service.cap_drop, name).toEqual(['ALL']);
      expect(service.security_opt, name).toEqual(['no-new-privileges:true']);
      if (once.has(name)) continue;
      expect(service.restart, name).toBe('unless-stopped');
      expect(service.deploy?.resources?.limits?.memory, name).toBeDefined();
      // Temporal's server writes its settings at each start, its pages theirs.
      if (!name.startsWith('temporal')) expect(service.read_only, name).toBe(true);
    }
  });

  it('waits for what is healthy or done, and for nothing that does not exist', () => {
    const image = read('Dockerfile');
    for (const [name, { depends_on: needs = {} }] of services)
      for (const [needed, { condition }] of Object.entries(needs)) {
        const service = compose.services[needed];
        expect(service, `${name} needs ${needed}`).toBeDefined();
        if (condition === 'service_healthy')
          expect(service?.healthcheck ?? image.includes('HEALTHCHECK'), needed).toBeTruthy();
        else expect(once.has(needed), needed).toBe(true);
      }
  });

  it('keeps secrets in files, and mounts only scripts that are there', () => {
    for (const [name, { environment = {}, secrets = [], volumes = [] }] of services) {
      for (const variable of Object.keys(environment))
        if (/PASS|PWD|KEY|SECRET/.test(variable)) expect(variable, name).toMatch(/_FILE$/);
      for (const secret of secrets) expect(compose.secrets[secret], secret).toBeDefined();
      for (const volume of volumes)
        if (volume.startsWith('./')) expect(read(volume.split(':')[0] ?? '')).not.toBe('');
    }
    const made = read('deploy/secrets.sh');
    for (const { file } of Object.values(compose.secrets))
      expect(made).toContain(file.replace(/.*\//, ''));
  });

  it('sets up our processes as they accept it', () => {
    for (const name of ['api', 'worker']) {
      const settings = Object.fromEntries(
        Object.entries(compose.services[name]?.environment ?? {})
          // Filled in from the operator's environment; empty: not set.
          .map(([variable, value]) => [variable, value.replace(/\$\{\w+:-([^}]*)\}/g, '$1')])
          // The files are there in a container only.
          .filter(([variable = '']) => !variable.endsWith('_FILE')),
      );
      expect(readConfig(settings), name).not.toHaveProperty('faults');
    }
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

  it('holds what the program reads at run time', () => {
    const left = new Set(read('.dockerignore').split('\n'));
    for (const needed of ['src', 'workflows', 'activities', 'plans', 'calendars', 'schemas', 'bin'])
      expect(left.has(needed), needed).toBe(false);
    for (const secret of ['deploy/secrets', '.env', '.kaowu']) expect(left.has(secret)).toBe(true);
  });
});

it('has systemd units that let the service have its data folder and the network', () => {
  const units = readdirSync('deploy/systemd').filter((name) => name.endsWith('.service'));
  expect(units).toEqual(['kaowu-api.service', 'kaowu-up.service', 'kaowu-worker@.service']);
  for (const name of units) {
    const unit = read(`deploy/systemd/${name}`);
    for (const line of [
      'NoNewPrivileges=yes',
      'ProtectSystem=strict',
      'ProtectHome=yes',
      'CapabilityBoundingSet=',
      'EnvironmentFile=/etc/kaowu/kaowu.env',
      'Restart=always',
    ])
      expect(unit.split('\n'), name).toContain(line);
    // V8 writes the code it runs.
    expect(unit).not.toContain('MemoryDenyWriteExecute');
  }
});
