import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../../bin/waiting.js';
import { fillCache } from './cache.js';
import { type Environment, findOnPath, isExecutable, runProgram, tellWhile } from './programs.js';
import { answersTcp, freePort } from './ports.js';
import type { Report, Source } from './sources.js';

/** The test server of this release of Temporal's Java SDK. */
const javaServerVersion = '1.31.0';
/** Its folder in the cache. */
export const javaEntry = `temporal-test-server-java-${javaServerVersion}`;
/** The script in it that the SDK takes for the server. */
export const javaProgram = 'temporal-test-server';

const copyJars = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';

/** Obtains the test server's jars with Maven and wraps them in a script that starts them with Java. */
export function fromMaven(
  folders: readonly string[],
  environment: Environment,
  report: Report,
): Source<string> {
  return {
    name: 'Maven Central',
    limitMs: 10 * 60_000,
    async obtain(signal) {
      if (process.platform === 'win32') throw new Error('需要 · needs Linux or macOS');
      const java = await findJava(environment);
      const mvn = await findOnPath('mvn', environment);
      report(`取得 · fetching temporal-test-server ${javaServerVersion} (Maven Central) …`);
      const folder = await fillCache(folders, javaEntry, async (staging) => {
        await writeFile(join(staging, 'pom.xml'), pom());
        await fetchJars(mvn, staging, environment, report, signal);
        await writeFile(join(staging, 'logging.properties'), '.level = SEVERE\n');
        await writeFile(join(staging, javaProgram), wrapperScript(java));
        await chmod(join(staging, javaProgram), 0o755);
      });
      await prepareFastStart(java, folder);
      report('测试服务器就绪 · the test server is ready');
      return join(folder, javaProgram);
    },
  };
}

/**
 * The script the SDK starts as if it were the server. The tests start one per file, so that the
 * flags are those of a quick start; the class archive takes 2.6 s to 0.6 s and is passed over
 * silently by another Java than the one that wrote it.
 */
export function wrapperScript(java: string): string {
  const quoted = `'${java.replaceAll("'", `'\\''`)}'`;
  return [
    '#!/bin/sh',
    'here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd) || exit 1',
    `java=${quoted}`,
    '[ -x "$java" ] || java=java',
    'archive=',
    '[ -f "$here/classes.jsa" ] && archive="-XX:SharedArchiveFile=$here/classes.jsa"',
    `exec "$java" ${startFlags.join(' ')} -Xshare:auto \${archive:+"$archive"} \\`,
    '  "-Djava.util.logging.config.file=$here/logging.properties" \\',
    `  -cp "$here/jars/*" ${mainClass} "$@"`,
    '',
  ].join('\n');
}

const mainClass = 'io.temporal.testserver.TestServer';
const startFlags = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xmx512m'];

async function findJava(environment: Environment): Promise<string> {
  const home = environment.JAVA_HOME;
  const atHome = home === undefined ? undefined : join(home, 'bin', 'java');
  const java =
    atHome !== undefined && (await isExecutable(atHome))
      ? atHome
      : await findOnPath('java', environment);
  // macOS has a `java` that only says that there is none.
  await runProgram(java, ['-version'], { signal: AbortSignal.timeout(20_000) });
  return java;
}

function pom(): string {
  const dependency = (group: string, artifact: string, version: string): string =>
    `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId>` +
    `<version>${version}</version></dependency>`;
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0">',
    '  <modelVersion>4.0.0</modelVersion>',
    '  <groupId>kaowu</groupId><artifactId>test-server</artifactId><version>1</version>',
    '  <dependencies>',
    `    ${dependency('io.temporal', 'temporal-test-server', javaServerVersion)}`,
    // Without a binding SLF4J prints three lines of complaint at every start.
    `    ${dependency('org.slf4j', 'slf4j-nop', '1.7.36')}`,
    '  </dependencies>',
    '</project>',
    '',
  ].join('\n');
}

async function fetchJars(
  mvn: string,
  folder: string,
  environment: Environment,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  let files = 0;
  const onLine = (line: string): void => {
    if (line.includes('Downloaded from')) files += 1;
  };
  const tell = (seconds: number): void =>
    report(`  ${seconds} s：已下载 ${files} 个文件 · ${files} files downloaded`);
  const args = ['-B', copyJars, '-DoutputDirectory=jars', '-DincludeScope=runtime'];
  await tellWhile(15_000, tell, () =>
    runProgram(mvn, args, { cwd: folder, environment, signal, silenceMs: 45_000, onLine }),
  );
}

/**
 * Lets Java write its archive of loaded classes (Java 13 and newer). It holds the jars' final paths,
 * so this comes after the folder has its name. Only speed depends on it: a failure is no failure.
 */
async function prepareFastStart(java: string, folder: string): Promise<void> {
  const port = await freePort();
  const archive = `-XX:ArchiveClassesAtExit=${join(folder, 'classes.jsa')}`;
  const classPath = join(folder, 'jars', '*');
  const args = [archive, ...startFlags, '-cp', classPath, mainClass, String(port)];
  const child = spawn(java, args, { stdio: 'ignore' });
  const ended = once(child, 'close').catch(() => undefined);
  await until(
    async () => ((await answersTcp(port)) || child.exitCode !== null ? true : undefined),
    {
      everyMs: 50,
      forMs: 20_000,
    },
  );
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(killer);
}
