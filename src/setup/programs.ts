import { spawn } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { createInterface } from 'node:readline';

/** The environment variables a look-up depends on, so that tests can give their own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The path of a program on the PATH, as a shell would find it.
 *
 * @throws {Error} when there is none
 */
export async function findOnPath(name: string, environment: Environment): Promise<string> {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  const folders = (environment.PATH ?? environment.Path ?? '').split(delimiter);
  for (const folder of folders.filter(isAbsolute)) {
    for (const ending of endings) {
      const path = join(folder, name + ending);
      if (await isExecutable(path)) return path;
    }
  }
  throw new Error(`没有 ${name} · no ${name} on the PATH`);
}

/** Whether there is a file that may be run. */
export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** How a program is run. */
export interface RunOptions {
  readonly cwd?: string;
  readonly environment?: Environment;
  /** Kills the program when it fires. */
  readonly signal?: AbortSignal;
  /** Kills the program when it prints nothing for so many milliseconds. */
  readonly silenceMs?: number;
  /** Sees each line of both outputs. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs a program to its end and answers what it printed (the last 200 lines of both outputs).
 *
 * @throws {Error} its last lines, when it cannot be started, fails or is killed
 */
export function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...(options.environment ?? process.env) },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const lines: string[] = [];
    let killedFor: string | undefined;
    const kill = (why: string): void => {
      killedFor = why;
      child.kill('SIGKILL');
    };
    const silence =
      options.silenceMs === undefined
        ? undefined
        : setTimeout(() => kill('没有动静 · silent for too long'), options.silenceMs);
    const onAbort = (): void => kill('超时 · out of time');
    if (options.signal?.aborted) onAbort();
    options.signal?.addEventListener('abort', onAbort);
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on('line', (line) => {
        silence?.refresh();
        lines.push(line);
        if (lines.length > 200) lines.shift();
        options.onLine?.(line);
      });
    }
    const finish = (refusal: string | undefined): void => {
      clearTimeout(silence);
      options.signal?.removeEventListener('abort', onAbort);
      if (refusal === undefined) resolve(lines.join('\n'));
      else reject(new Error(refusal));
    };
    child.on('error', (error) => finish(error.message));
    child.on('close', (code) => {
      const last = lines
        .filter((line) => line.trim() !== '')
        .slice(-3)
        .join('\n');
      finish(code === 0 ? undefined : (killedFor ?? (last || `exit code ${code}`)));
    });
  });
}

/**
 * Calls `tell` with the seconds gone every `everyMs` until `work` is done.
 */
export async function tellWhile<T>(
  everyMs: number,
  tell: (seconds: number) => void,
  work: () => Promise<T>,
): Promise<T> {
  const start = performance.now();
  const timer = setInterval(() => tell(Math.round((performance.now() - start) / 1000)), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
