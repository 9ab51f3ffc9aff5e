import { readdirSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { expect, it } from 'vitest';

/** What each zone may import besides itself. Adding a line is a decision, not a fix. */
const zones: Record<string, readonly string[]> = {
  'src/engine': [],
  'src/policy': [],
  'src/text': ['src/engine/', 'type src/policy/', 'type src/courier/'],
  'src/registers': ['src/engine/'],
  'src/rooms': ['src/engine/', 'src/registers/'],
  'src/courier': ['src/engine/'],
  'src/plan': ['src/engine/', 'src/policy/', 'zod', 'yaml', 'csv-parse', 'node:'],
  // Files that an operator writes: read as plans are, with faults at their places.
  'src/settings': ['src/engine/moment', 'src/plan/', 'src/courier/settings', 'zod'],
  'src/sheets': [
    ...['src/engine/', 'src/plan/', 'src/text/', 'read-excel-file/', 'write-excel-file/'],
    ...['iconv-lite', 'csv-parse', 'yaml', 'docx', 'node:'],
  ],
  workflows: [
    'src/engine/',
    'src/text/',
    '@temporalio/workflow',
    '@temporalio/common',
    'type activities/',
  ],
  activities: ['src/engine/', 'src/adapters/', '@temporalio/activity', '@temporalio/common'],
  'src/adapters': [
    'src/engine/',
    'src/text/',
    'type workflows/messages',
    // A port and its errors; what a database that is away is told as.
    'src/service/seal-port',
    'src/service/outcome',
    'src/courier/',
    'type src/policy/',
    'type src/service/accounts/',
    'type src/service/desks/',
    'type src/service/courier/',
    'type src/courier/',
    'type src/settings/',
    'src/policy/mask',
    'nodemailer',
    '@node-rs/argon2',
    'openid-client',
    'kysely',
    'libsql',
    'pg',
    '@temporalio/client',
    'node:',
  ],
  'src/report': ['src/engine/', 'src/policy/', 'src/text/', 'type src/plan/', 'type src/service/'],
  'src/service': [
    ...['src/engine/', 'src/plan/', 'src/text/', 'src/adapters/', 'workflows/messages'],
    ...[
      'src/policy/',
      'src/registers/',
      'src/rooms/',
      'src/sheets/',
      'iconv-lite',
      'write-excel-file/',
    ],
    'src/courier/',
    ...['@temporalio/client', '@temporalio/common', 'node:crypto', 'node:timers', 'node:util'],
  ],
  'src/cli': [
    'src/service/',
    'src/report/',
    'src/engine/',
    'src/policy/',
    'src/text/',
    'type src/adapters/',
    'src/sheets/',
    // What a folder needs to travel; everything else of plans is the service's.
    'src/plan/bundle',
    'type src/plan/',
    'commander',
    'string-width',
    'node:',
  ],
  // Functions that make the text of pages: what they show they are given.
  'src/web': [
    ...['src/engine/', 'src/policy/', 'src/text/', 'src/report/page/html', 'type src/service/'],
    'src/report/zero-lines',
  ],
  'src/setup': ['bin/', '@temporalio/client', '@temporalio/common', 'node:'],
  'src/temporal': [
    'src/adapters/',
    'activities/',
    '@temporalio/client',
    '@temporalio/common',
    '@temporalio/proto',
    '@temporalio/worker',
    'node:',
  ],
};

const ambient = /\b(Date\.now|new Date\(\)|Math\.random|process\.|setTimeout|crypto\.)/;

for (const [zone, allowed] of Object.entries(zones)) {
  it(`${zone} imports only what it may`, () => {
    const own = [...allowed, `${zone}/`];
    const imports = sources(zone).flatMap(importsOf);
    expect(imports.length + sources(zone).length).toBeGreaterThan(0);
    expect(imports.filter((found) => !own.some((entry) => permits(entry, found)))).toEqual([]);
  });
}

it.each([
  'src/engine',
  'src/policy',
  'src/text',
  'src/report',
  'src/registers',
  'src/rooms',
  'src/courier',
])('%s reads no clock, no chance and no environment', (zone) => {
  const impure = sources(zone).filter((file) => ambient.test(readFileSync(file, 'utf8')));
  expect(impure).toEqual([]);
});

it('nobody outside workflows makes a workflow wait, and nobody but the service sends updates', () => {
  const senders = ['src/adapters', 'src/cli', 'src/main', 'src/temporal', 'activities']
    .flatMap(sources)
    .filter((file) => readFileSync(file, 'utf8').includes('executeUpdate'));
  expect(senders).toEqual([]);
});

it('the files stay small enough to read', () => {
  const long = [...Object.keys(zones), 'src/main']
    .flatMap(sources)
    .map((file) => [file, readFileSync(file, 'utf8').split('\n').length] as const)
    .filter(([, lines]) => lines > 420);
  expect(long).toEqual([]);
});

function permits(entry: string, { target, typeOnly }: { target: string; typeOnly: boolean }) {
  const prefix = entry.replace(/^type /, '');
  return target.startsWith(prefix) && (typeOnly || entry === prefix);
}

function sources(zone: string): string[] {
  return readdirSync(zone, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.ts'))
    .map((entry) => posix.join(entry.parentPath, entry.name));
}

function importsOf(file: string) {
  const statements = readFileSync(file, 'utf8').matchAll(
    /^(?:import|export)\s+(type\s)?(?:[^;'"]*?\sfrom\s+)?'([^']+)'/gms,
  );
  return [...statements].map(([, type, specifier = '']) => ({
    file,
    target: specifier.startsWith('.') ? posix.join(dirname(file), specifier) : specifier,
    typeOnly: type !== undefined,
  }));
}
