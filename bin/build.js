// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.js';

// Libraries in the older module format call `require` for Node's own modules. Under a name of its own: a
// source in the same chunk may import `createRequire`, too.
const requireForCommonJs =
  "import { createRequire as kaowuRequire } from 'node:module'; const require = kaowuRequire(import.meta.url);";
const zones = ['src', 'workflows', 'activities'];

/**
 * The command line as plain JavaScript, built again when a source has changed: loading the sources
 * one by one takes four times as long, and every command would wait for it.
 *
 * @param {string} root the project's folder
 * @param {(line: string) => void} report
 * @returns {Promise<string>} the file to run
 */
export async function builtProgram(root, report) {
  // Two levels below the project, like the source: both find the project by the same relative path.
  const folder = join(root, '.kaowu', 'build');
  const hash = sourcesHash(root);
  const program = join(folder, `kaowu-${hash}.js`);
  const isDone = `${program}.done`;
  if (existsSync(isDone)) return program;
  await withLock(join(root, '.kaowu', 'build.lock'), report, async () => {
    if (existsSync(isDone)) return;
    mkdirSync(folder, { recursive: true });
    const { build } = await import('esbuild');
    await build({
      entryPoints: {
        [`kaowu-${hash}`]: join(root, 'src/main/kaowu.ts'),
        // Threads are files of their own; they are found by the same name.
        [`plans-thread-${hash}`]: join(root, 'src/main/plans-thread.ts'),
      },
      define: { KAOWU_BUILD: JSON.stringify(hash) },
      outdir: folder,
      bundle: true,
      splitting: true,
      // What is native or very large stays outside; a library of many small files loads faster inside.
      external: [
        '@temporalio/*',
        'libsql',
        '@grpc/*',
        'esbuild',
        'tsx',
        '@node-rs/*',
        '@fastify/*',
        'fastify',
      ],
      banner: { js: requireForCommonJs },
      platform: 'node',
      format: 'esm',
      target: 'node20',
      sourcemap: 'linked',
      logLevel: 'error',
    });
    writeFileSync(isDone, '');
  });
  return program;
}

/** @param {string} root */
function sourcesHash(root) {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(readFileSync(join(root, 'bin', 'build.js')));
  for (const zone of zones) {
    const names = readdirSync(join(root, zone), { recursive: true, encoding: 'utf8' }).sort();
    for (const name of names) {
      if (name.endsWith('.ts')) hash.update(name).update(readFileSync(join(root, zone, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
