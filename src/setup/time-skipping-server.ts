import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cacheFolders, fillCache, findInCache } from './cache.js';
import { downloadProgram } from './download.js';
import { fromMaven, javaEntry, javaProgram } from './java-test-server.js';
import { type Environment, isExecutable } from './programs.js';
import { fromFirstSource, type Report, type Source } from './sources.js';

const sdkVersion = readSdkVersion();
const entry = `temporal-test-server-sdk-${sdkVersion}`;
const program = process.platform === 'win32' ? 'temporal-test-server.exe' : 'temporal-test-server';
const label = '时间跳跃测试服务器 · the time-skipping test server';
const remedies = [
  '指定已有程序 · name one you have: KAOWU_TEST_SERVER=/path/to/temporal-test-server ' +
    '(https://github.com/temporalio/sdk-java/releases)',
  '或安装 Java 11+ 和 Maven · or install Java 11 or newer and Maven',
];

/** What the SDK's `TestWorkflowEnvironment.createTimeSkipping` takes as `server`. */
export interface TimeSkippingServer {
  readonly executable: { readonly type: 'existing-path'; readonly path: string };
}

/**
 * The time-skipping test server as a program on this machine: the one `KAOWU_TEST_SERVER` names (and
 * then no other), else from our cache, temporal.download (the version the SDK asks for), or Maven
 * Central's under Java. Quick and silent when the cache has it.
 *
 * @throws {NoSourceError} a line per source and what to do
 * @throws {Error} when the named one is not a program
 */
export async function findTimeSkippingServer(
  report: Report,
  environment: Environment = process.env,
): Promise<TimeSkippingServer> {
  const named = environment.KAOWU_TEST_SERVER;
  if (named !== undefined && named !== '') {
    if (await isExecutable(named)) return existing(named);
    throw new Error(`KAOWU_TEST_SERVER=${named}: 不是可执行文件 · is not a program`);
  }
  const folders = cacheFolders(environment);
  const sources = [
    fromCache(folders),
    fromDownload(folders, report),
    fromMaven(folders, environment, report),
  ];
  return existing(await fromFirstSource({ what: label, remedies }, sources, report));
}

function existing(path: string): TimeSkippingServer {
  return { executable: { type: 'existing-path', path } };
}

function fromCache(folders: readonly string[]): Source<string> {
  return {
    name: '缓存 · cache',
    limitMs: 10_000,
    local: true,
    obtain: () =>
      findInCache(folders, entry, program).catch(() =>
        findInCache(folders, javaEntry, javaProgram),
      ),
  };
}

function fromDownload(folders: readonly string[], report: Report): Source<string> {
  return {
    name: 'temporal.download',
    limitMs: 10 * 60_000,
    async obtain(signal) {
      report(`下载 ${label} (temporal.download) …`);
      const download = {
        artifact: 'temporal-test-server/default',
        query: { 'sdk-name': 'sdk-typescript', 'sdk-version': sdkVersion },
        program,
        label: 'temporal-test-server',
      };
      const folder = await fillCache(folders, entry, (staging) =>
        downloadProgram(download, staging, report, signal),
      );
      return join(folder, program);
    },
  };
}

function readSdkVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('@temporalio/client/package.json');
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest ? String(manifest.version) : 'unknown';
}
