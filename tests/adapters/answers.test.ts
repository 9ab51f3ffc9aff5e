import { expect, it } from 'vitest';
import { openStore } from '../../src/adapters/store/store.js';
import { anAddress } from './a-store.js';

const MINUTE = 60_000;

async function answersAt() {
  let now = 1_800_000_000_000;
  const store = await openStore(await anAddress(), { now: () => now });
  return {
    answers: store.answers,
    close: () => store.close(),
    wait: (ms: number) => {
      now += ms;
    },
  };
}

it('lets one request through, and answers the others as that one was answered', async () => {
  const { answers, close } = await answersAt();
  expect(await answers.begin('li', 'key-00001', 'd')).toBeNull();
  expect(await answers.begin('li', 'key-00001', 'd')).toMatchObject({ status: 0, digest: 'd' });
  await answers.end('li', 'key-00001', 201, '{"ok":1}');
  const kept = { status: 201, body: '{"ok":1}', digest: 'd' };
  expect(await answers.begin('li', 'key-00001', 'other')).toMatchObject(kept);
  expect(await answers.begin('wang', 'key-00001', 'd'), 'somebody else’s key').toBeNull();
  await close();
});

it('lets exactly one of many through', async () => {
  const { answers, close } = await answersAt();
  const all = await Promise.all(
    Array.from({ length: 20 }, () => answers.begin('li', 'key-00002', 'd')),
  );
  expect(all.filter((one) => one === null)).toHaveLength(1);
  await close();
});

it('lets the same request through again when whoever had it died over it, and forgets after two days', async () => {
  const { answers, close, wait } = await answersAt();
  await answers.begin('li', 'key-00003', 'd');
  wait(MINUTE);
  expect(await answers.begin('li', 'key-00003', 'd')).not.toBeNull();
  wait(2 * MINUTE);
  expect(await answers.begin('li', 'key-00003', 'other'), 'another content').not.toBeNull();
  expect(await answers.begin('li', 'key-00003', 'd')).toBeNull();
  await answers.drop('li', 'key-00003');
  expect(await answers.begin('li', 'key-00003', 'other')).toBeNull();
  await answers.end('li', 'key-00003', 200, 'x');
  await answers.drop('li', 'key-00003');
  expect(
    await answers.begin('li', 'key-00003', 'other'),
    'an answer is not dropped',
  ).not.toBeNull();
  wait(49 * 60 * MINUTE);
  await answers.forget();
  expect(await answers.begin('li', 'key-00003', 'other')).toBeNull();
  await close();
});
