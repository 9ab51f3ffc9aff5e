import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** Set by the build: which build this is. Not there where the sources run themselves. */
declare const KAOWU_BUILD: string | undefined;

/** Starts `src/main/<name>-thread.ts`: from the build, where this is a build, else from the source. */
export function startThread(name: 'plans', options: WorkerOptions = {}): Worker {
  if (typeof KAOWU_BUILD === 'string')
    return new Worker(new URL(`./${name}-thread-${KAOWU_BUILD}.js`, import.meta.url), options);
  return new Worker(fromSource(new URL(`./${name}-thread.ts`, import.meta.url)), {
    ...options,
    eval: true,
  });
}

/** A thread takes no loader from its options: it has to ask for it before it loads the source. */
function fromSource(source: URL): string {
  const found = createRequire(import.meta.url).resolve('tsx/esm/api');
  // Its twin for `require` looks for the loader's parts in the wrong folder.
  const loader = pathToFileURL(found.replace(/\.cjs$/, '.mjs')).href;
  return `import(${JSON.stringify(loader)}).then(({ register }) => {
    register();
    return import(${JSON.stringify(source.href)});
  });`;
}
