import { expect, it } from 'vitest';
import { epochMs, type Answer } from '../../src/engine/model.js';
import { tryAgain } from '../../src/service/try-again.js';

const AT = epochMs(1);
const asking: Answer = { at: AT, refused: 'needs-open', asked: true };
const done: Answer = { at: AT };

/** Answers in turn; remembers the keys it was sent. */
function unit(...answers: Answer[]) {
  const keys: (string | undefined)[] = [];
  const send = async ({ key }: { key?: string }): Promise<Answer> => {
    keys.push(key);
    return answers[keys.length - 1] ?? done;
  };
  return { keys, send };
}

it('sends once what is answered, done or refused', async () => {
  for (const answer of [done, { at: AT, refused: 'already-done' } as const]) {
    const { keys, send } = unit(answer);
    expect(await tryAgain({ key: 'k' }, send)).toBe(answer);
    expect(keys).toEqual(['k']);
  }
});

it('tries anew, under another key, while the unit asks others; then gives its last word', async () => {
  const second = unit(asking, done);
  expect(await tryAgain({ key: 'k' }, second.send, [1, 1])).toEqual(done);
  expect(second.keys).toEqual(['k', 'k~2']);

  const never = unit(asking, asking, asking);
  expect(await tryAgain({}, never.send, [1, 1])).toEqual(asking);
  expect(never.keys.map((key) => key?.slice(36))).toEqual(['', '~2', '~3']);
});
