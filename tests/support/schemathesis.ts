import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolders, fillCache } from '../../src/setup/cache.js';

/** A tester that makes requests from an API's own description, from PyPI. */
const VERSION = '4.32.5';

export interface Tested {
  readonly code: number;
  readonly said: string;
}

/** Holds the API at `url` against what it says of itself; asks as whoever the token is of. */
export async function schemathesis(
  url: string,
  token: string,
  args: readonly string[],
): Promise<Tested> {
  const folder = await installed();
  const checks = [
    'not_a_server_error',
    'status_code_conformance',
    'content_type_conformance',
    'response_schema_conformance',
  ];
  const all = [
    ...[join(folder, 'bin', 'st'), 'run', `${url}/api/openapi.json`, '--checks', checks.join(',')],
    ...['--header', `Authorization: Bearer ${token}`, '--continue-on-failure', '--no-color'],
    ...args,
  ];
  const env = { ...process.env, PYTHONPATH: folder, NO_COLOR: '1' };
  return new Promise((resolve) => {
    // It leaves a folder with its findings where it runs.
    execFile(
      'python3',
      all,
      { env, cwd: tmpdir(), maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
        resolve({ code, said: `${stdout}${stderr}` });
      },
    );
  });
}

/** Where it is installed: beside other things that tests need, for this machine's Python. */
async function installed(): Promise<string> {
  const python = execFileSync('python3', ['-c', 'import sys; print(sys.implementation.cache_tag)'])
    .toString()
    .trim();
  const entry = `schemathesis-${VERSION}-${python}`;
  const folders = cacheFolders();
  const known = folders
    .map((one) => join(one, entry))
    .find((one) => existsSync(join(one, 'bin/st')));
  if (known !== undefined) return known;
  console.error(`schemathesis ${VERSION}: pip install …`);
  return fillCache(folders, entry, async (folder) => {
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    execFileSync('python3', [...install, '--target', folder, `schemathesis==${VERSION}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  });
}
