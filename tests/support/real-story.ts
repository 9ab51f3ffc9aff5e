import type { Messages } from '../../workflows/messages.js';
import { seasonId, unitId, type Instruction } from '../../workflows/messages.js';
import { epochMs, SEASON_PATH, type EpochMs } from '../../src/engine/model.js';
import { firstRows } from '../../src/service/prepare.js';
import { duty, ladder } from '../engine/unit.js';
import type { World } from './real.js';
import { seasonOf, type Owed } from './real-season.js';
import { eventually, progressOf, recorded, soon, startSeason } from './real-waiting.js';

/** Everything a unit's flow can do, once, on a real server: what recorded histories are made of. */
export const STORY = 'story';
/** So many small sites that the tree is started in more than one group. */
const WIDE = Array.from({ length: 21 }, (_, n) => `county/wide/s${n}`);

/** Plays the season; returns when it is closed and every unit has ended but the forged one. */
export async function playStory(world: World): Promise<void> {
  // The sites have to stand before the first of their duties is due.
  const dueAt = soon(14);
  const { prepared, next } = plans(dueAt);
  const act = async <Name extends Exclude<keyof Messages, 'recordFor'>>(
    path: string,
    name: Name,
    message: Messages[Name],
  ) => {
    const answer = await world.service.act(STORY, path, name, message);
    if (answer.refused) throw new Error(`${path} ${name}: ${answer.refused}`);
  };
  await startSeason(world, prepared);
  await forge(world);

  const [one, two] = ['county/one', 'county/two'] as const;
  await act('county/forged', 'completeSteps', { step: 'd', by: 'li' });
  await act(one, 'signFor', { step: 'late', by: 'li', promiseAt: dueAt });
  await act(one, 'addStep', {
    ...{ by: 'li', source: { type: 'meeting', number: '3', by: 'county' } },
    duty: { id: 'm3', title: '会议第三项', dueAt: soon(2) },
  });
  await act(one, 'completeSteps', { step: 'checked', by: 'li' });
  await act(one, 'return', { step: 'checked', by: 'wang', reason: '缺签字', dueAt: soon(4) });
  await act(one, 'completeSteps', { step: 'checked', by: 'li' });
  await act(one, 'accept', { step: 'checked', by: 'wang' });
  await act(one, 'answer', {
    ...{ step: 'asked', by: 'li' },
    lines: [{ line: '*', state: 'normal' }],
  });
  const handle = world.client.workflow.getHandle(unitId(STORY, one));
  await handle.signal('completeStep', { step: 'asked', by: 'registry' });
  await handle.signal('instruct', 'nonsense');

  // One by one, so that the run is worn; and again after it has left for a fresh one.
  for (let n = 0; n < 12; n += 1) await act(two, 'completeSteps', { step: `d-${n}`, by: 'li' });
  await anotherRun(world, two);
  await act(two, 'addStep', {
    ...{ by: 'li', source: { type: 'inspection', by: 'county' } },
    duty: { id: 'found', title: '检查发现', dueAt: soon(2) },
  });
  await act(two, 'completeSteps', { step: 'd-12', by: 'li' });
  await eventually(
    'the gate has judged',
    async () =>
      (await recorded(world, STORY, 'county')).some(({ type }) => type === 'judged') || undefined,
  );
  await world.service.governSeason(STORY, 'pause', 'office');
  await untilAll(world, ({ paused }) => paused);
  await world.service.governSeason(STORY, 'resume', 'office');
  await untilAll(world, ({ paused }) => !paused);
  await adopt(world, next);
  await world.service.closeSeason(STORY, 'office');
  await untilAll(world, ({ closed }) => closed);
}

function plans(dueAt: EpochMs) {
  const later = soon(3_600);
  const rungs = ladder({ 'site#leader': 0, 'county#office': 1_000 }, { everyMs: 1_000, times: 2 });
  const accept = { by: 'county#office', withinMs: 60_000, ladder: rungs };
  const many = Array.from({ length: 14 }, (_, n) => duty(`d-${n}`, later));
  const owed: Owed = {
    county: [
      duty('ready', epochMs(dueAt + 3_000), {
        kind: 'gate',
        needs: [{ step: 'late', scope: 'subtree' }],
        ladder: ladder({ 'county#head': 2_000 }),
      }),
    ],
    'county/forged': [duty('d', later)],
    'county/one': [
      duty('late', dueAt, { remindBeforeMs: [1_500], ladder: rungs }),
      duty('checked', later, { accept }),
      duty('asked', later, { kind: 'ask', lines: [{ id: 'a', by: 'x' }] }),
    ],
    'county/two': many,
    'county/wide': [],
    ...Object.fromEntries(WIDE.map((path) => [path, []])),
  };
  const moved = { ...owed, 'county/two': [...many, duty('new', epochMs(later + 1_000))] };
  return { prepared: seasonOf(STORY, owed), next: seasonOf(STORY, moved, 2) };
}

type Plans = ReturnType<typeof plans>;

// The store tells another story of this unit: its record is refused, and tried again each minute.
async function forge({ store }: World): Promise<void> {
  const at = epochMs(Date.now());
  await store.record({
    ...{ season: STORY, path: 'county/forged', firstSeq: 1, rows: [], asOf: at, nextWakeAt: null },
    events: [{ type: 'objected', duty: 'd', by: 'forger', at, reason: 'forged' }],
  });
}

async function adopt(world: World, next: Plans['next']): Promise<void> {
  await world.store.commitPlan({ ...next, boardRows: rowsOf(next), clock: null });
  const hash = next.unitPlans[0]?.hash ?? '';
  const instruction: Instruction = { type: 'adopt', version: 2, hash };
  const handle = world.client.workflow.getHandle(seasonId(STORY));
  await handle.executeUpdate('govern', { args: [instruction] });
  await untilAll(world, ({ planVersion }) => planVersion === 2);
}

const rowsOf = ({ unitPlans }: Plans['prepared']) =>
  Object.fromEntries(unitPlans.map(({ path, body }) => [path, firstRows(body)]));

type Reached = NonNullable<Awaited<ReturnType<typeof progressOf>>>;

async function untilAll(world: World, check: (progress: Reached) => boolean): Promise<void> {
  for (const { path } of await world.store.units(STORY)) {
    if (path === SEASON_PATH) continue;
    await eventually(`${path} has heard of it`, async () => {
      const progress = await progressOf(world, STORY, path);
      return (progress && check(progress)) || undefined;
    });
  }
}

async function anotherRun({ client }: World, path: string): Promise<void> {
  const { firstExecutionRunId } = await runsOf(client, path);
  await eventually(`${path} continues as new`, async () => {
    const { runId } = await runsOf(client, path);
    return runId !== firstExecutionRunId || undefined;
  });
}

async function runsOf(client: World['client'], path: string) {
  const { raw, runId } = await client.workflow.getHandle(unitId(STORY, path)).describe();
  const info = raw.workflowExecutionInfo;
  return { runId, firstExecutionRunId: info?.firstRunId ?? '' };
}
