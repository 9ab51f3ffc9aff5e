import { Worker, type WorkerOptions } from 'node:worker_threads';

/** Set by the build: which build this is. Not there where the sources run themselves. */
declare const KAOWU_BUILD: string | undefined;

/** Starts `src/main/<name>-thread.ts`: from the build, where this is a build, else from the source. */
export function startThread(name: 'plans', options: WorkerOptions = {}): Worker {
  if (typeof KAOWU_BUILD === 'string')
    return new Worker(new URL(`./${name}-thread-${KAOWU_BUILD}.js`, import.meta.url), options);
  const source = new URL(`./${name}-thread.ts`, import.meta.url);
  return new Worker(source, { ...options, execArgv: ['--import', 'tsx'] });
}
