// @ts-check
// Plain JavaScript without a dependency: this is what runs first in a fresh clone.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { withLock } from './lock.js';

/** The folder that holds package.json. */
const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs a TypeScript file of the project in its own process, once everything it needs is installed;
 * the process then ends with the script's exit code (2 when Node is too old or the installation fails).
 * The working directory stays the user's.
 *
 * @param {string} script path of a `.ts` file, relative to the project
 * @param {readonly string[]} args
 * @returns {Promise<void>}
 */
export async function runWithDependencies(script, args) {
  try {
    checkNode(projectRoot, process.versions.node);
    await installDependencies(projectRoot, tell);
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
  process.exit(await runScript(projectRoot, script, args));
}

/**
 * Runs the command line, built ahead, in the same way.
 *
 * @param {readonly string[]} args
 * @returns {Promise<void>}
 */
export async function runProgram(args) {
  try {
    checkNode(projectRoot, process.versions.node);
    await installDependencies(projectRoot, tell);
    const { builtProgram } = await import('./build.js');
    process.exit(await run([await builtProgram(projectRoot, tell), ...args], process.env));
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}

/**
 * Checks that Node is as new as `engines.node` of package.json (`>=20.19.0`) asks.
 *
 * @param {string} root the project's folder
 * @param {string} version such as `20.19.1`
 * @throws {Error} a sentence saying which version is needed
 */
export function checkNode(root, version) {
  const needed = readJson(join(root, 'package.json')).engines.node.replace(/^>=/, '');
  if (compareVersions(version, needed) >= 0) return;
  throw new Error(
    `需要 Node.js ${needed} 或更高版本，当前为 ${version}，请从 https://nodejs.org 安装 · ` +
      `Node.js ${needed} or newer is needed, this is ${version}; get it from https://nodejs.org`,
  );
}

/**
 * Makes `node_modules` agree with package-lock.json: does and says nothing when it does already, else
 * `npm ci`, and `npm install` where that fails. Processes that start together install once.
 *
 * @param {string} root the project's folder
 * @param {(line: string) => void} report
 * @throws {Error} npm's last lines, when both fail
 */
async function installDependencies(root, report) {
  if (areDependenciesReady(root)) return;
  await withLock(join(root, '.kaowu', 'install.lock'), report, async () => {
    if (areDependenciesReady(root)) return;
    const start = performance.now();
    report('安装依赖 · installing dependencies (npm ci) …');
    const refusal = await npm(root, ['ci']);
    if (refusal !== undefined) {
      report('npm ci 未成功，改用 npm install · npm ci failed, trying npm install …');
      const again = await npm(root, ['install']);
      if (again !== undefined) {
        throw new Error(`依赖安装失败 · the dependencies could not be installed:\n${again}`);
      }
    }
    writeStamp(root);
    report(`依赖就绪 · dependencies ready (${Math.round((performance.now() - start) / 1000)} s)`);
  });
}

/**
 * Whether `node_modules` is what package-lock.json asks for, under this Node and on this kind of
 * machine. Knows it from our own stamp, or else from npm's record of an installation made by hand.
 *
 * @param {string} root the project's folder
 * @returns {boolean}
 */
export function areDependenciesReady(root) {
  if (!existsSync(stampPath(root))) {
    if (!agreesWithLock(root)) return false;
    writeStamp(root);
    return true;
  }
  const stamp = readJson(stampPath(root));
  const wanted = wantedStamp(root);
  if (stamp.runtime !== wanted.runtime) return false;
  if (stamp.lock === wanted.lock) return true;
  if (!agreesWithLock(root)) return false;
  writeStamp(root);
  return true;
}

/** @param {string} root */
function stampPath(root) {
  return join(root, 'node_modules', '.kaowu-installed.json');
}

/** @param {string} root */
function wantedStamp(root) {
  const lock = createHash('sha256')
    .update(readFileSync(lockPath(root)))
    .digest('hex');
  const major = process.versions.node.split('.')[0];
  return { lock, runtime: `node ${major} ${process.platform} ${process.arch}` };
}

/** @param {string} root */
function writeStamp(root) {
  writeFileSync(stampPath(root), `${JSON.stringify(wantedStamp(root))}\n`);
}

/** @param {string} root */
function lockPath(root) {
  return join(root, 'package-lock.json');
}

/**
 * npm keeps what it has really installed in `node_modules/.package-lock.json`, written last.
 *
 * @param {string} root
 */
function agreesWithLock(root) {
  const recordPath = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(recordPath)) return false;
  const installed = readJson(recordPath).packages ?? {};
  const wanted = readJson(lockPath(root)).packages ?? {};
  return Object.keys(wanted).every((path) => {
    if (path === '') return true;
    const here = installed[path];
    // Optional packages are those of other platforms: absent is right, another version is not.
    if (here === undefined) return Boolean(wanted[path].optional || wanted[path].devOptional);
    return here.version === wanted[path].version && here.integrity === wanted[path].integrity;
  });
}

/**
 * @param {string} root
 * @param {readonly string[]} command
 * @returns {Promise<string | undefined>} npm's last lines when it failed
 */
function npm(root, command) {
  const args = [...command, '--no-audit', '--no-fund', '--include=dev'];
  // Under `npm start` this is npm's own script: the same npm, and no shell needed on Windows.
  const ownScript = process.env.npm_execpath;
  const byNode = ownScript !== undefined && basename(ownScript) === 'npm-cli.js';
  const child = byNode
    ? spawn(process.execPath, [ownScript, ...args], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
    : spawn('npm', args, {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        shell: process.platform === 'win32',
      });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-4000);
    });
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(`npm: ${error.message}`));
    child.on('close', (code) => resolve(code === 0 ? undefined : output.trim() || `npm: ${code}`));
  });
}

/**
 * @param {string} root
 * @param {string} script
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit code
 */
function runScript(root, script, args) {
  const loader = pathToFileURL(join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
  // Without this tsx reads the tsconfig of whatever folder the user stands in.
  const env = { ...process.env, TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') };
  return run(['--import', loader, join(root, script), ...args], env);
}

/**
 * @param {readonly string[]} args of node
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code; 128 + n when signal n ended it
 */
function run(args, env) {
  const child = spawn(process.execPath, args, { stdio: 'inherit', env });
  forwardSignals(child);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      tell(`无法启动 · could not start ${args[0]}: ${error.message}`);
      resolve(2);
    });
    child.on('exit', (code, signal) =>
      resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']),
    );
  });
}

/**
 * A terminal gives Ctrl-C and its hang-up to the child as well; sent on, they would arrive twice and
 * look like an impatient second one. Without a terminal only we got them.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
function forwardSignals(child) {
  const inTerminal = [process.stdin, process.stdout, process.stderr].some((s) => s.isTTY);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGHUP'])) {
    process.on(signal, () => {
      if (!inTerminal) child.kill(signal);
    });
  }
}

/**
 * @param {string} a
 * @param {string} b
 */
function compareVersions(a, b) {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (const i of [0, 1, 2]) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/**
 * To stderr: stdout belongs to the script, which may be printing JSON.
 *
 * @param {string} line
 */
function tell(line) {
  process.stderr.write(`${line}\n`);
}
