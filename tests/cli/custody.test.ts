import { expect, it } from 'vitest';
import type { CustodyLine } from '../../src/service/custody-line.js';
import { fakeService, terminal } from './a-terminal.js';
import { at } from './a-season.js';

const BATCH = 'lanxi/batch-chinese';
const BY = ['--by', 'p015', '--key', 'k-12345678'];

it('signs a handover by what was counted, in the words that all four sign', async () => {
  const { service, sent } = fakeService();
  const counted = ['--boxes', '4', '--packets', '40', '--sheets', '1200', '--seals', '40'];
  const { code } = await terminal(service).run(
    ...['custody', 'confirm', BATCH, 'unload@site-1', '--post', 'lanxi/site-1#keeper'],
    ...[...counted, '--code', 'abc-d234', ...BY],
  );
  expect(code).toBe(0);
  expect(sent).toMatchObject([
    {
      ...{ unit: BATCH, name: 'confirm' },
      message: {
        ...{ step: 'custody-unload', occurrence: 'site-1', post: 'lanxi/site-1#keeper' },
        content: '箱4 袋40 份1200 封签40 码ABCD234',
      },
    },
  ]);
});

it('compares a label by its three fields, and says who is aboard', async () => {
  const { service, sent } = fakeService();
  const { run } = terminal(service);
  await run(
    ...['custody', 'labels', BATCH, 'open-7', '--post', 'lanxi/site-7#keeper', ...BY],
    ...['--session', 'chinese', '--subject', '语文', '--track', '职教类'],
  );
  await run(
    ...['custody', 'depart', BATCH, 'site-7', '--plate', '岚A·00K63', ...BY],
    ...['--aboard', 'lanxi#escort-3,lanxi#escort-3-two，lanxi#guard-3 lanxi#guard-3-two'],
  );
  await run('custody', 'call', BATCH, 'site-7', ...BY);
  await run(
    'custody',
    'settle',
    BATCH,
    'load@site-7',
    '--reason',
    '复点',
    '--without',
    'P1',
    ...BY,
  );
  expect(sent.map(({ message }) => message)).toMatchObject([
    { step: 'custody-labels', content: '场次chinese 科目语文 类别职教类' },
    { ...{ step: 'custody-depart', act: 'depart', others: 0 }, aboard: { length: 4 } },
    { step: 'custody-call', occurrence: 'site-7.1', act: 'call' },
    { step: 'custody-load', act: 'settle', reason: '复点', without: ['P1'] },
  ]);
});

it('takes a number for a number', async () => {
  const { service, sent } = fakeService();
  const { code } = await terminal(service).run(
    ...['custody', 'open', BATCH, 'open-1', '--post', 'lanxi/site-1#keeper', '--boxes', 'four'],
    ...['--packets', '1', '--sheets', '1', '--seals', '1', '--code', 'X', ...BY],
  );
  expect([code, sent]).toEqual([2, []]);
});

it('lists where the packets of every consignment are', async () => {
  const line: CustodyLine = {
    ...{ path: BATCH, title: { zh: '语文试卷', en: 'Chinese: papers' }, packets: 238 },
    ...{ now: at('2027-06-16', '06:30'), asOf: null, phase: 'under-way', last: null },
    ...{ from: ['县保密室'], to: ['一中保密柜'], departBy: null, arriveBy: null },
    ...{ legs: { all: 1, done: 0 }, openings: { all: 1, done: 0 } },
    places: [
      { place: 'vault', kind: 'vault', title: '县保密室', packets: 198 },
      { place: 'car-1', kind: 'vehicle', title: '试卷一号车', packets: 40 },
    ],
    next: {
      duty: 'custody-depart@site-1',
      dueAt: at('2027-06-16', '06:25'),
      late: true,
      where: null,
    },
    ...{ stopped: 0, alarms: 1 },
  };
  const { service } = fakeService({ custodies: async () => [line] });
  const { out } = await terminal(service).run('custody', 'list');
  expect(out).toContain('vault 198、car-1 40');
  expect(out).toContain('custody-depart@site-1');
});
