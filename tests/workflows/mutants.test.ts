import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mutants, type Mutant } from './mutants.js';
import { firstFault, replayAll } from './replay-histories.js';

// Replay is worth what it catches: each seeded breaking change of workflow code must be refused by
// the recorded histories. Bundled from a copy inside the project, so that packages are found.
let scratch = '';
beforeAll(() => {
  mkdirSync('.kaowu', { recursive: true });
  scratch = mkdtempSync(join('.kaowu', 'mutants-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

it('the copy itself replays', async () => {
  expect(await replayAll(await bundled(null))).toEqual({});
}, 60_000);

it.each(mutants)(
  'a unit that $what is caught',
  async (mutant) => {
    expect(await firstFault(await bundled(mutant))).toMatch(/[Nn]ondeterminism|activity/);
  },
  60_000,
);

async function bundled(mutant: Mutant | null): Promise<string> {
  const copy = mkdtempSync(join(scratch, 'copy-'));
  for (const part of ['workflows', 'activities', join('src', 'engine'), join('src', 'text')])
    cpSync(part, join(copy, part), { recursive: true });
  if (mutant) change(join(copy, 'workflows', mutant.file), mutant);
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(process.cwd(), copy, 'workflows', 'index.ts'),
    logger: new DefaultLogger('ERROR'),
  });
  const codePath = join(process.cwd(), copy, 'bundle.js');
  writeFileSync(codePath, code);
  return codePath;
}

function change(file: string, { what, changes }: Mutant): void {
  let source = readFileSync(file, 'utf8');
  for (const [from, to] of changes) {
    // A mutant that no longer applies proves nothing: mend it together with the code.
    if (source.split(from).length !== 2) throw new Error(`${what}: not once in ${file}: ${from}`);
    source = source.replace(from, () => to);
  }
  writeFileSync(file, source);
}
