import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The workflow code as one file, built when a source has changed and kept in the project's cache:
 * bundling takes seconds, and a service should start in less. Where payloads are encrypted the words of failures
 * become payloads, by a converter that is part of the bundle.
 */
export async function workflowBundle(failureConverterPath?: string): Promise<{ codePath: string }> {
  const kind = failureConverterPath === undefined ? '' : '-encoded';
  const codePath = join(root, '.kaowu', 'bundle', `${sourcesHash()}${kind}.js`);
  try {
    readFileSync(codePath);
  } catch {
    const { code } = await bundleWorkflowCode({
      workflowsPath: join(root, 'workflows', 'index.ts'),
      ...(failureConverterPath !== undefined && { failureConverterPath }),
      logger: new DefaultLogger('ERROR'),
    });
    mkdirSync(dirname(codePath), { recursive: true });
    // Renamed into place: another process may be reading.
    writeFileSync(`${codePath}.${process.pid}`, code);
    renameSync(`${codePath}.${process.pid}`, codePath);
  }
  return { codePath };
}

function sourcesHash(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of ['workflows', 'src/engine', 'src/text'])
    for (const name of readdirSync(join(root, folder)).sort())
      if (/\.c?[tj]s$/.test(name)) hash.update(name).update(readFileSync(join(root, folder, name)));
  return hash.digest('hex').slice(0, 16);
}
