import { expect, it } from 'vitest';
import { calendarOf } from '../../src/engine/calendar.js';
import type { Command, UnitEvent } from '../../src/engine/model.js';
import { rowOf } from '../../src/engine/board.js';
import { custodySheets } from '../../src/report/custody-sheet.js';
import type { CustodyLine } from '../../src/service/custody-line.js';
import { custodies, custody } from '../../src/service/custody.js';
import { firstRows } from '../../src/service/prepare.js';
import { aStore } from '../adapters/a-store.js';
import { begun, on, run, type Course } from '../engine/unit.js';
import { BATCH, batchPlan, CAR, VAULT, withPapers } from '../support/a-consignment.js';
import { LOADED } from '../support/custody-lines.js';
import { preparedOf } from '../support/skipping-season.js';

const NOW = on('2027-06-16 06:00');

/** A store in which the season with papers has come so far. */
async function aSeason(commands: readonly Command[]) {
  const store = await aStore();
  const prepared = preparedOf(withPapers());
  const { plan, posts, hash, unitPlans, rehearsal } = prepared;
  const boardRows = Object.fromEntries(unitPlans.map(({ path, body }) => [path, firstRows(body)]));
  await store.commitPlan({ plan, posts, hash, unitPlans, boardRows, rehearsal, clock: null });
  const course = run(
    begun(batchPlan()),
    commands.map((command) => [on('2027-06-16 05:45'), command] as const),
  );
  await store.record({
    ...{ season: 'story', path: BATCH, firstSeq: 1, events: course.events },
    ...{ rows: rowsOf(course, course.events), asOf: NOW, nextWakeAt: null },
  });
  return { store, now: () => NOW };
}

const rowsOf = ({ plan, state }: Course, events: readonly UnitEvent[]) =>
  [
    ...new Set(events.flatMap((event) => ('duty' in event && event.duty ? [event.duty] : []))),
  ].flatMap((duty) => rowOf(plan, state, duty) ?? []);
const signing = (posts: readonly string[], content = LOADED): Command[] =>
  posts.map((post) => ({
    ...{
      type: 'confirm',
      step: 'custody-load',
      occurrence: 'one',
      by: `at ${post}`,
      post,
      content,
    },
  }));

it('tells from the log where every packet is, and what comes next', async () => {
  const parts = await aSeason(signing([...VAULT, ...CAR]));
  expect(await custodies(parts, 'story')).toEqual([
    {
      ...{ path: BATCH, title: { zh: '语文试卷', en: '语文试卷' }, packets: 6 },
      ...{ now: NOW, asOf: NOW, phase: 'under-way', from: ['保密室'], to: ['一中保密柜'] },
      departBy: on('2027-06-16 06:05'),
      arriveBy: on('2027-06-16 06:40'),
      ...{ legs: { all: 1, done: 0 }, openings: { all: 1, done: 0 } },
      last: { is: 'moved', of: 'one', at: on('2027-06-16 05:45'), where: '一中保密柜' },
      places: [{ place: 'car', kind: 'vehicle', title: '一号车', packets: 6 }],
      next: {
        ...{ duty: 'custody-depart@one', dueAt: on('2027-06-16 06:05'), late: false },
        where: '一中保密柜',
      },
      ...{ stopped: 0, alarms: 0 },
    } satisfies CustodyLine,
  ]);
  const view = await custody(parts, 'story', BATCH);
  expect(view.packets.map(({ place }) => place)).toEqual(view.packets.map(() => 'car'));
  const [load] = view.steps;
  // What was signed is shown as it was signed, though nothing is left in the vault.
  expect(load).toMatchObject({
    ...{ duty: 'custody-load@one', status: 'accepted', missing: 0, words: LOADED },
  });
  expect(view.legs).toMatchObject([{ id: 'one', loaded: true, departed: false, delivered: false }]);
});

it('shows what is stopped and its alarm, and hides what two compare for themselves', async () => {
  const parts = await aSeason(signing([VAULT[0]], LOADED.replace('袋6', '袋5')));
  const [line] = await custodies(parts, 'story');
  expect(line).toMatchObject({
    ...{ stopped: 1, alarms: 1, places: [{ place: 'vault', packets: 6 }] },
    ...{ phase: 'stopped', last: { is: 'differed', of: 'one' } },
  });
  const { steps, alarms } = await custody(parts, 'story', BATCH);
  expect(steps.filter(({ stopped }) => stopped).map(({ duty }) => duty)).toEqual([
    'custody-load@one',
  ]);
  expect(alarms).toMatchObject([{ duty: 'alarm-1', title: { zh: '数目或封签不符：one' } }]);
  expect(steps.filter(({ act }) => act === 'labels').map(({ words }) => words)).toEqual([null]);
});

it('knows no consignment where there is only a unit', async () => {
  const parts = await aSeason([]);
  await expect(custody(parts, 'story', 'county/one')).rejects.toMatchObject({
    code: 'unknown-unit',
  });
});

it('prints a sheet a handover that is still to be signed: list, counts, code, room for four names', async () => {
  const view = await custody(await aSeason([]), 'story', BATCH);
  const page = custodySheets(view, 'zh', calendarOf('Asia/Shanghai'), (post) => post);
  expect(page.match(/<section>/g)).toHaveLength(3);
  expect(page).toContain(`核对码 <b>${LOADED.slice(-7)}</b>`);
  expect(page).toContain('2箱 6袋 180份');
  for (const { id, seal } of view.packets)
    expect(page).toContain(`<td>${id}</td><td>B`.slice(0, 9 + id.length) && seal);
  const [first = ''] = page.split('</section>');
  expect(first.match(/签字/g)).toHaveLength(4);
  expect(page).not.toMatch(/<script|src=|href=/);
});
