import { readFile } from 'node:fs/promises';
import { isAlive } from '../../bin/lock.js';
import { until } from '../../bin/waiting.js';
import { runProgram } from './programs.js';

/** A graceful stop of the server takes one to three seconds. */
const gracefulMs = 15_000;

/**
 * Whether the process of that number runs with `mark` among its arguments. Numbers are given anew
 * after a while, so a number alone says nothing; nor does a zombie, left by a killed parent, live.
 */
export async function runsWith(pid: number, mark: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  return (await commandLine(pid)).includes(mark);
}

/**
 * Stops the process that runs with `mark`: politely, and after 15 s by force. Does nothing when it is
 * gone or is another one by now.
 */
export async function stopProcess(pid: number, mark: string): Promise<void> {
  if (!(await runsWith(pid, mark))) return;
  signalTo(pid, 'SIGTERM');
  const gone = async (): Promise<true | undefined> =>
    (await runsWith(pid, mark)) ? undefined : true;
  if (await until(gone, { everyMs: 50, forMs: gracefulMs })) return;
  signalTo(pid, 'SIGKILL');
  await until(gone, { everyMs: 50, forMs: gracefulMs });
}

/** Empty for zombies, as they have no arguments any more. */
async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return text.replaceAll('\0', ' ');
  }
  if (process.platform === 'win32') {
    const query = `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`;
    return await runProgram('powershell', ['-NoProfile', '-Command', query]).catch(() => '');
  }
  return await runProgram('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(() => '');
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in the meantime, which is what was wanted.
  }
}
