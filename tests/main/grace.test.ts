import { expect, it } from 'vitest';
import { endings, withinGrace } from '../../src/main/grace.js';
import { waitFor } from '../../src/main/wait-for.js';

it('stops the last thing first, and all of them, whatever fails', async () => {
  const said: string[] = [];
  const told: string[] = [];
  const started = endings((line) => told.push(line));
  started.add(async () => said.push('store'));
  started.add(() => Promise.reject(new Error('no answer')));
  started.add(async () => said.push('worker'));
  await started.stop();
  await started.stop();
  expect(said).toEqual(['worker', 'store']);
  expect(told).toEqual(['no answer']);
});

it('does not wait for a stop for ever', async () => {
  expect(await withinGrace(new Promise(() => {}), 20)).toBe(false);
  expect(await withinGrace(Promise.resolve(), 20)).toBe(true);
});

it('waits for what it needs, says the same trouble once, and ends with the stop', async () => {
  const told: unknown[] = [];
  const tell = (error: unknown) => void told.push(error);
  let tries = 0;
  const third = async () => {
    tries += 1;
    if (tries < 3) throw new Error('not yet');
    return 'there';
  };
  expect(await waitFor(third, tell, new Promise(() => {}))).toBe('there');
  expect(told).toHaveLength(1);
  const never = () => Promise.reject(new Error('never'));
  const stopped = new Promise<void>((stop) => setTimeout(stop, 30));
  expect(await waitFor(never, tell, stopped)).toBeNull();
});
