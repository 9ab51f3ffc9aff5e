import { expect, it } from 'vitest';
import { whileWaiting } from '../../src/cli/while-waiting.js';
import type { CliContext } from '../../src/cli/context.js';

/** Work that ends once so many lines were said beside it. */
function aTerminal() {
  const lines: string[] = [];
  let heard = () => {};
  const context = {
    err: (line: string) => {
      lines.push(line);
      heard();
    },
  } as CliContext;
  const said = (count: number) =>
    new Promise<string>((resolve) => {
      heard = () => lines.length >= count && resolve('done');
    });
  return { lines, context, said };
}

it('says how long it has been at something that takes long, and stops saying so when it is done', async () => {
  const { lines, context, said } = aTerminal();
  const say = (seconds: number) => `so far ${seconds} s`;
  expect(await whileWaiting({ context }, say, () => said(2), 1)).toBe('done');
  const count = lines.length;
  expect(lines.slice(0, 2)).toEqual(['so far 0 s', 'so far 0 s']);
  await new Promise((resolve) => setImmediate(resolve));
  expect(lines).toHaveLength(count);
});

it('stops where the work fails, and says nothing beside what is quick', async () => {
  const { lines, context } = aTerminal();
  const failing = whileWaiting({ context }, String, () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(await whileWaiting({ context }, String, async () => 7)).toBe(7);
  expect(lines).toEqual([]);
});
