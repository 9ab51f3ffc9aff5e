import { expect, it } from 'vitest';
import { breathing } from '../../src/service/breathe.js';

it('lets others come in once it has been at it for so long, and not before', async () => {
  const heard: string[] = [];
  const patient = breathing(60_000);
  const other = new Promise<void>((resolve) => {
    setImmediate(() => {
      heard.push('another');
      resolve();
    });
  });
  await patient();
  heard.push('went on');
  await breathing(0)();
  heard.push('gave way');
  await other;
  expect(heard).toEqual(['went on', 'another', 'gave way']);
});
