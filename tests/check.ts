import { spawnSync } from 'node:child_process';

/** `npm run check`: what every change must pass, in under a minute, cheapest first. */
const steps: readonly (readonly [name: string, ...command: readonly string[]])[] = [
  ['format', 'biome', 'format', '.'],
  ['types', 'tsc', '--noEmit', '-p', '.'],
  ['lint', 'oxlint', '--type-aware', '--quiet', '.'],
  ['dead code', 'knip', '--no-progress'],
  ['architecture and unit tests', 'vitest', 'run', '--project', 'unit', '--reporter', 'dot'],
];

const begin = Date.now();
for (const [name, program = '', ...args] of steps) {
  const started = Date.now();
  const { status } = spawnSync(`node_modules/.bin/${program}`, args, { stdio: 'inherit' });
  console.log(
    `${status === 0 ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
  if (status !== 0) process.exit(1);
}
console.log(`check passed in ${((Date.now() - begin) / 1000).toFixed(0)} s`);
