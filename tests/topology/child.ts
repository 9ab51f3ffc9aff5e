import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { until } from '../../bin/waiting.js';

/** A program that was started here, to be stopped or killed by its number alone. */
export interface Child {
  readonly pid: number;
  isAlive(): boolean;
  /** All it has printed. */
  printed(): string;
  /** Politely: answers its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** SIGKILL, as a power cut would; gone when this returns. */
  kill(): Promise<void>;
  /** Resident memory in MB. */
  memoryMb(): number;
}

/** Longer than any of ours has for a stop. */
const FORCE_MS = 45_000;

export interface Start {
  readonly program: string;
  readonly args: readonly string[];
  /** Where its output goes. */
  readonly log: string;
  readonly options?: SpawnOptions;
  /** Throws nothing; undefined: not ready yet. */
  readonly isReady: (child: Child) => Promise<true | undefined>;
  readonly forMs: number;
}

/** Starts a program and returns when it is ready; throws, with the end of its log, when it never is. */
export async function startChild(start: Start): Promise<Child> {
  const file = openSync(start.log, 'a');
  const from = readFileSync(start.log).length;
  const process = spawn(start.program, start.args, {
    ...start.options,
    stdio: ['ignore', file, file],
  });
  closeSync(file);
  const gone = once(process, 'exit').catch(() => undefined);
  const isAlive = () =>
    process.pid !== undefined && process.exitCode === null && process.signalCode === null;
  const child: Child = {
    pid: process.pid ?? 0,
    isAlive,
    printed: () => readFileSync(start.log).subarray(from).toString(),
    async stop(signal = 'SIGTERM') {
      if (isAlive()) process.kill(signal);
      // One that was told to stand still hears it only when it goes on.
      if (isAlive()) process.kill('SIGCONT');
      const force = setTimeout(() => process.kill('SIGKILL'), FORCE_MS);
      await gone;
      clearTimeout(force);
      return process.exitCode;
    },
    async kill() {
      if (isAlive()) process.kill('SIGKILL');
      await gone;
    },
    memoryMb: () => residentMb(child.pid),
  };
  const ready = await until(
    async () => (isAlive() ? await start.isReady(child) : (false as const)),
    { everyMs: 50, forMs: start.forMs },
  );
  if (ready === true) return child;
  const how = isAlive()
    ? `not ready in ${start.forMs} ms`
    : `exit ${process.exitCode ?? process.signalCode}`;
  await child.kill();
  const command = [start.program, ...start.args].join(' ');
  throw new Error(`${command}: ${how}\n${child.printed().slice(-3_000)}`);
}

/** Of any process of this machine, in MB. */
export function residentMb(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
