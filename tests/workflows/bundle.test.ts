import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { workflowBundle } from '../../src/temporal/bundle.js';

// What may run inside the sandbox. Adding a line here is a decision, not a fix.
const allowed = [
  /^\.\/workflows\//,
  /^\.\/src\/(engine|text)\//,
  /^\.\/node_modules\/(@temporalio\/(workflow|common|proto)|long|ms|nexus-rpc|@swc\/helpers|events)\//,
];
// The code alone; an inline source map, twice its size, follows it. Two thirds are the SDK's own; the engine of
// all kinds of duties is 250 KB of it, the custody of papers 45 KB, a vault's hands and lock 25 KB, of words
// that reached nobody and of those due in ten minutes 10 KB, procedures 3 KB, a session that lasts longer 25 KB, numbers
// by room 6 KB.
const budgetBytes = 985_000;

it('the workflow bundle holds deterministic modules only, within its budget', async () => {
  const { codePath } = await workflowBundle();
  const code = readFileSync(codePath, 'utf8');
  const modules = [...code.matchAll(/^\/\*\*\*\/ "(\.[^"]+)":?/gm)].map(([, path]) => path ?? '');
  expect(modules).toContain('./src/engine/decide.ts');
  expect(modules.filter((path) => !allowed.some((pattern) => pattern.test(path)))).toEqual([]);
  const [bare = ''] = code.split('//# sourceMappingURL=');
  expect(Buffer.byteLength(bare)).toBeLessThan(budgetBytes);
}, 60_000);
