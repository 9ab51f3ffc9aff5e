import { join } from 'node:path';
import { cacheFolders, fillCache, findInCache } from './cache.js';
import { downloadProgram } from './download.js';
import { type Environment, findOnPath, runProgram, tellWhile } from './programs.js';
import { fromFirstSource, type Report, type Source } from './sources.js';

/** The CLI we fetch when the machine has none; the last tag that `go install` can build. */
export const pinnedCli = '1.5.1';
/** The server inside that CLI. */
const pinnedServer = '1.29.1';
/** Update-With-Start is stable from here on; an older server is passed over. */
const oldestServer = '1.28.0';
/** Roughly, on an empty build cache: so that the progress has an end in sight. */
const packagesInAll = 1300;

const entry = `temporal-cli-${pinnedCli}`;
const program = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
const label = 'Temporal 服务器 · the Temporal server';
const remedies = [
  `安装 Temporal CLI 并置于 PATH · install the Temporal CLI: https://docs.temporal.io/cli`,
  '指定已有程序 · or name one you have: KAOWU_TEMPORAL_CLI=/path/to/temporal',
  '使用现有服务器 · or use a running server: TEMPORAL_ADDRESS=host:port',
];

/** What the search may be told. */
export interface FindCliOptions {
  readonly environment?: Environment;
  /** Only a CLI with this very server will do, such as `1.29.1`. */
  readonly serverVersion?: string;
}

/**
 * The path of a Temporal CLI that can run a server: the one `KAOWU_TEMPORAL_CLI` names (and then no
 * other), else from the PATH, our cache, temporal.download, or built by Go – the latter two into our
 * cache. Quick and silent when the machine has one.
 *
 * @throws {NoSourceError} a line per source and what to do
 * @throws {Error} when the named one does not serve
 */
export async function findTemporalCli(
  report: Report,
  options: FindCliOptions = {},
): Promise<string> {
  const environment = options.environment ?? process.env;
  const wanted = options.serverVersion;
  const named = environment.KAOWU_TEMPORAL_CLI;
  if (named !== undefined && named !== '') return await namedCli(named, wanted);
  const folders = cacheFolders(environment);
  const sources: Source<string>[] = [
    {
      name: 'PATH',
      limitMs: 30_000,
      local: true,
      obtain: async () => await usable(await findOnPath('temporal', environment), wanted),
    },
    {
      name: '缓存 · cache',
      limitMs: 30_000,
      local: true,
      obtain: async () => await usable(await findInCache(folders, entry, program), wanted),
    },
  ];
  // A folder written by another server than ours is not helped by fetching ours.
  if (wanted === undefined || wanted === pinnedServer) {
    sources.push(fromDownload(folders, report), fromGo(folders, environment, report));
  }
  return await fromFirstSource({ what: label, remedies }, sources, report);
}

/**
 * The version of the server inside a Temporal CLI, such as `1.29.1`.
 *
 * @throws {Error} when the program does not run or is not a Temporal CLI with a server
 */
export async function readServerVersion(cli: string): Promise<string> {
  const signal = AbortSignal.timeout(20_000);
  const printed = await runProgram(cli, ['--version'], { signal });
  const version = /Server (\d+\.\d+\.\d+)/.exec(printed)?.[1];
  if (version === undefined) throw new Error(`${cli} 不含服务器 · has no server inside`);
  return version;
}

/** Somebody who names a program does not want another one instead. */
async function namedCli(named: string, wanted: string | undefined): Promise<string> {
  try {
    return await usable(named, wanted);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`KAOWU_TEMPORAL_CLI=${named}: ${why}`, { cause: error });
  }
}

async function usable(path: string, wanted: string | undefined): Promise<string> {
  const version = await readServerVersion(path);
  if (wanted !== undefined && version !== wanted) {
    throw new Error(`${path} 的服务器版本为 · has server ${version}, 需要 · needed is ${wanted}`);
  }
  if (version.localeCompare(oldestServer, 'en', { numeric: true }) < 0) {
    throw new Error(`${path} 版本过旧 · has server ${version}, older than ${oldestServer}`);
  }
  return path;
}

function fromDownload(folders: readonly string[], report: Report): Source<string> {
  return {
    name: 'temporal.download',
    limitMs: 10 * 60_000,
    async obtain(signal) {
      report(`下载 ${label} (Temporal CLI ${pinnedCli}, temporal.download) …`);
      const query = { format: 'tar.gz' };
      const download = { artifact: `cli/v${pinnedCli}`, query, program, label: 'temporal' };
      const folder = await fillCache(folders, entry, async (staging) => {
        await downloadProgram(download, staging, report, signal);
        await readServerVersion(join(staging, program));
      });
      return join(folder, program);
    },
  };
}

function fromGo(
  folders: readonly string[],
  environment: Environment,
  report: Report,
): Source<string> {
  const module = 'github.com/temporalio/cli';
  return {
    name: 'go install',
    limitMs: 40 * 60_000,
    async obtain(signal) {
      const go = await findOnPath('go', environment);
      const folder = await fillCache(folders, entry, async (staging) => {
        // A small question first: without a module proxy the build itself would try for minutes.
        const soon = AbortSignal.any([signal, AbortSignal.timeout(20_000)]);
        const at = `v${pinnedCli}`;
        await runProgram(go, ['list', '-m', `${module}@${at}`], { cwd: staging, signal: soon });
        report(
          `用 Go 编译 ${label} (${module}@${at})，首次约 5–10 分钟 · building it with Go, ` +
            'some 5–10 minutes, only this once …',
        );
        await build(go, `${module}/cmd/temporal@${at}`, staging, environment, report, signal);
        await readServerVersion(join(staging, program));
      });
      report('编译完成 · built');
      return join(folder, program);
    },
  };
}

/** `-v` names each package as it is compiled: something to count, so that nobody thinks it hangs. */
async function build(
  go: string,
  target: string,
  folder: string,
  environment: Environment,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  let modules = 0;
  let packages = 0;
  const onLine = (line: string): void => {
    if (line.startsWith('go: downloading ')) modules += 1;
    else if (!line.startsWith('go: ')) packages += 1;
  };
  const tell = (seconds: number): void =>
    report(
      `  ${seconds} s：已下载 ${modules} 个模块，已编译 ${packages} 个包 · ` +
        `${modules} modules downloaded, ${packages} of some ${packagesInAll} packages compiled`,
    );
  await tellWhile(15_000, tell, () =>
    runProgram(go, ['install', '-v', target], {
      cwd: folder,
      environment: { ...environment, GOBIN: folder },
      signal,
      onLine,
    }),
  );
}
