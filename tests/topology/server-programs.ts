import { access, constants, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolders, fillCache } from '../../src/setup/cache.js';
import { findOnPath, runProgram, tellWhile } from '../../src/setup/programs.js';

/** The release that runs in `docker-compose.yml`, too. */
export const TEMPORAL_VERSION = '1.29.1';
const ENTRY = `temporal-server-${TEMPORAL_VERSION}`;
const MODULE = 'go.temporal.io/server/cmd';
const LIMIT_MS = 20 * 60_000;

/** Temporal's server for many machines, and the tool that makes its tables. */
export interface ServerPrograms {
  readonly server: string;
  readonly sqlTool: string;
}

/** Both, from the cache or built by Go from the module proxy: four to ten minutes, once. */
export async function serverPrograms(report: (line: string) => void): Promise<ServerPrograms> {
  for (const root of cacheFolders()) {
    const found = programsIn(join(root, ENTRY));
    if (await isThere(found)) return found;
  }
  report(`用 Go 构建 · building temporal-server ${TEMPORAL_VERSION} with Go (once, 4–10 min) …`);
  const go = await findOnPath('go', process.env);
  const folder = await fillCache(cacheFolders(), ENTRY, async (staging) => {
    await build(go, 'server', staging, report);
    await build(go, 'tools/sql', staging, report);
    await rename(join(staging, 'sql'), programsIn(staging).sqlTool);
    await rename(join(staging, 'server'), programsIn(staging).server);
  });
  return programsIn(folder);
}

const programsIn = (folder: string): ServerPrograms => ({
  server: join(folder, 'temporal-server'),
  sqlTool: join(folder, 'temporal-sql-tool'),
});

const isThere = ({ server, sqlTool }: ServerPrograms): Promise<boolean> =>
  Promise.all([access(server, constants.X_OK), access(sqlTool, constants.X_OK)]).then(
    () => true,
    () => false,
  );

async function build(
  go: string,
  program: string,
  folder: string,
  report: (line: string) => void,
): Promise<void> {
  let packages = 0;
  const onLine = (line: string): void => {
    if (!line.startsWith('go: ')) packages += 1;
  };
  const tell = (seconds: number): void =>
    report(`  ${program}: ${seconds} s，${packages} 个包 · ${packages} packages`);
  await tellWhile(15_000, tell, () =>
    runProgram(go, ['install', '-v', `${MODULE}/${program}@v${TEMPORAL_VERSION}`], {
      environment: { ...process.env, GOBIN: folder, CGO_ENABLED: '0' },
      signal: AbortSignal.timeout(LIMIT_MS),
      onLine,
    }),
  );
}
