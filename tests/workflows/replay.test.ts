import { statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { workflowBundle } from '../../src/temporal/bundle.js';
import { histories, replayAll } from './replay-histories.js';

it('every run ever recorded replays on this build', async () => {
  const { codePath } = await workflowBundle();
  expect(histories.length).toBeGreaterThanOrEqual(8);
  expect(await replayAll(codePath)).toEqual({});
}, 60_000);

it('the recorded runs cover every workflow, and a run that came after another', () => {
  for (const part of ['season.', 'unit.', 'consignment.', '_2.json'])
    expect(histories.filter((name) => name.includes(part)).length).toBeGreaterThan(0);
  const sizes = histories.map((name) => statSync(`tests/histories/${name}`).size);
  expect(Math.max(...sizes)).toBeLessThan(300_000);
});
