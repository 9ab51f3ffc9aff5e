import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A worker that can be killed as a power cut would. */
export interface WorkerProcess {
  readonly pid: number;
  isAlive(): boolean;
  /** SIGKILL, and gone when this returns. */
  kill(): Promise<void>;
}

const program = fileURLToPath(new URL('./real-worker.ts', import.meta.url));

/** Starts a worker process, and returns when it polls. With a folder of keys it encrypts. */
export async function spawnWorker(
  address: string,
  namespace: string,
  storeUrl: string,
  keysFolder = '',
): Promise<WorkerProcess> {
  const args = ['--import', 'tsx', program, address, namespace, storeUrl, keysFolder];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  const first = await Promise.race([once(child.stdout, 'data'), gone]);
  if (!isAlive()) throw new Error(`the worker did not start: ${String(first)}`);
  return {
    pid: child.pid ?? 0,
    isAlive,
    async kill() {
      if (!isAlive()) return;
      child.kill('SIGKILL');
      await gone;
    },
  };
}
