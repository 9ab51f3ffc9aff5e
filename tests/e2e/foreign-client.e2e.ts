import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer } from '../../src/engine/model.js';
import { duty, ladder } from '../engine/unit.js';
import { openWorld, type CliAnswer, type World } from '../support/real.js';
import { seasonOf } from '../support/real-season.js';
import { eventually, recorded, soon, startSeason } from '../support/real-waiting.js';

// Whatever is done here is done from outside, with the `temporal` CLI and the documented names.
const SEASON = 'foreign';
const PATH = 'county/one';
const ID = `unit/${SEASON}/${PATH}`;
const accept = { by: 'county#office', withinMs: 3_600_000, ladder: ladder({}) };
const text = [{ id: 'words', type: 'text', required: false }] as const;
let world: World;

beforeAll(async () => {
  world = await openWorld({ worker: 'inside' });
  const later = soon(3_600);
  const rungs = ladder({ 'county/two#leader': 0, 'county#office': 3_600_000 });
  const prepared = seasonOf(SEASON, {
    county: [],
    [PATH]: [
      duty('import', later, { systems: true }),
      duty('rooms', later),
      duty('seats', later),
      duty('phoned', later),
      duty('promised', later),
      duty('sealed', later, {
        kind: 'signed',
        sign: { posts: ['site#head', 'site#keeper'], withinMs: 60_000, ordered: false },
      }),
      duty('letters', later, { kind: 'ask', lines: [{ id: 'a', by: 'x' }] }),
      duty('checked', later, { accept, fields: text }),
      duty('improved', later, { accept }),
      duty('handed', later),
      duty('foreign', later),
      duty('waived', later),
    ],
    'county/two': [duty('overslept', soon(1), { ladder: rungs }), duty('early', later)],
  });
  await startSeason(world, prepared);
}, 90_000);
afterAll(() => world?.close());

const update = (name: string, input: unknown): Promise<CliAnswer<{ result: unknown }>> =>
  world.temporal(
    ...['workflow', 'update', 'execute', '-w', ID, '--name', name],
    ...['-i', JSON.stringify(input)],
  );
async function query<Result>(type: string, id = ID): Promise<Result> {
  const { json } = await world.temporal<{ queryResult: [Result] }>(
    ...['workflow', 'query', '-w', id, '--type', type],
  );
  return json.queryResult[0];
}
const statusOf = async (step: string): Promise<string | undefined> => {
  const { steps } = await query<{ steps: { duty: string; status: string }[] }>('steps');
  return steps.find((row) => row.duty === step)?.status;
};
const eventsOf = async (step: string) =>
  (await recorded(world, SEASON, PATH)).filter((event) => 'duty' in event && event.duty === step);

it('completes a duty for systems by a bare signal', async () => {
  const message = { step: 'import', by: 'registry', key: 'import-1' };
  const { code } = await world.temporal(
    ...['workflow', 'signal', '-w', ID, '--name', 'completeStep'],
    ...['-i', JSON.stringify(message)],
  );
  expect(code).toBe(0);
  await expect.poll(() => statusOf('import'), { timeout: 10_000 }).toBe('accepted');
  expect(await eventsOf('import')).toMatchObject([
    { type: 'submitted', by: 'registry', key: 'import-1', unverified: true },
  ]);
});

it('refuses a bare signal for a duty of people, on record, and tells its owner', async () => {
  const message = { step: 'rooms', by: 'registry' };
  await world.temporal(
    ...['workflow', 'signal', '-w', ID, '--name', 'completeStep'],
    ...['-i', JSON.stringify(message)],
  );
  const refused = { type: 'refused', reason: 'not-for-systems', to: ['site#doer'] };
  await expect.poll(() => eventsOf('rooms'), { timeout: 10_000 }).toMatchObject([refused]);
  expect(await statusOf('rooms')).toBe('open');
  const notices = await world.store.noticesOf(SEASON, PATH, 'rooms');
  expect(notices.map(({ to, kind }) => [to, kind])).toEqual([['site#doer', 'refused']]);
});

it('takes each update of the interfaces, from a stranger', async () => {
  const inAnHour = new Date(soon(3_600)).toISOString();
  const source = { type: 'meeting', number: '3', by: 'county' };
  const updates: readonly (readonly [name: string, message: object, step: string, to: string])[] = [
    ['signFor', { step: 'promised', promiseAt: soon(1_800) }, 'promised', 'signed-for'],
    ['answer', { step: 'letters', lines: [{ line: '*', state: 'normal' }] }, 'letters', 'accepted'],
    ['confirm', { step: 'sealed', post: 'site#head', content: '4 袋' }, 'sealed', 'open'],
    ['handOn', { step: 'handed', to: 'site#guard' }, 'handed', 'open'],
    ['object', { step: 'foreign', reason: '不归本单位' }, 'foreign', 'open'],
    ['waive', { step: 'waived', reason: '无此考场' }, 'waived', 'waived'],
    ['addStep', { duty: { id: 'm3', title: '会议', dueAt: inAnHour }, source }, 'm3', 'open'],
    ['recordFor', { as: 'signFor', step: 'phoned', recordedBy: 'desk' }, 'phoned', 'signed-for'],
  ];
  for (const [name, message, step, status] of updates) {
    const { code, json, stderr } = await update(name, { by: 'li', ...message });
    expect([name, code, stderr]).toEqual([name, 0, '']);
    expect(json.result).toMatchObject({ at: expect.any(Number) });
    expect([name, await statusOf(step)]).toEqual([name, status]);
  }
  const standIn = { post: 'site#head', person: 'chen', from: inAnHour, until: soon(7_200) };
  expect((await update('standIn', { by: 'li', ...standIn })).code).toBe(0);

  const complete = (steps: string[]) =>
    update(
      'completeSteps',
      steps.map((step) => ({ step, by: 'li' })),
    );
  const { json } = await complete(['rooms', 'seats', 'checked', 'improved', 'nothing']);
  const [, , , , unknown] = json.result as Answer[];
  expect(unknown).toMatchObject({ refused: 'unknown-step', detail: 'nothing' });
  expect((await update('accept', { step: 'checked', by: 'wang' })).code).toBe(0);
  const form = { words: '更正' };
  expect((await update('amend', { step: 'checked', by: 'li', form, reason: '笔误' })).code).toBe(0);
  const back = { step: 'improved', by: 'wang', reason: '缺签字', dueAt: inAnHour };
  expect((await update('return', back)).code).toBe(0);
  const statuses = await Promise.all(['rooms', 'seats', 'checked', 'improved'].map(statusOf));
  expect(statuses).toEqual(['accepted', 'accepted', 'accepted', 'returned']);
});

it('answers the documented queries', async () => {
  expect(await query('progress')).toMatchObject({ overdue: 0, paused: false, planVersion: 1 });
  expect(await query('nextWake')).toEqual({ at: expect.any(Number) });
  const late = await eventually('the second site is late', async () => {
    const told = await query<{ asOf: number; steps: { duty: string }[] | null }>(
      'overdueSteps',
      `unit/${SEASON}/county/two`,
    );
    return told.steps ? told : undefined;
  });
  expect(late.steps).toMatchObject([{ duty: 'overslept', level: 1 }]);
  expect(late.asOf).toBeGreaterThan(0);
});

it('is found by its lateness, and reads in Chinese on Temporal’s own pages', async () => {
  const wanted = `KaowuSeason = '${SEASON}' AND KaowuOverdue > 0`;
  const listed = () =>
    world
      .temporal<{ execution: { workflowId: string } }[]>('workflow', 'list', '--query', wanted)
      .then(({ json }) => json.map(({ execution }) => execution.workflowId));
  await expect.poll(listed, { timeout: 15_000 }).toEqual([`unit/${SEASON}/county/two`]);

  const id = `unit/${SEASON}/county/two`;
  const described = await world.temporal('workflow', 'describe', '-w', id);
  expect(described.stdout).toContain('单位 county/two');
  const pages = await world.temporal<{ queryResult: { currentDetails: string }[] }>(
    ...['workflow', 'metadata', '-w', id],
  );
  const details = pages.json.queryResult[0]?.currentDetails ?? '';
  expect(details).toContain('共 2 项，办结 0，逾期 1');
  expect(details).toContain('事项 overslept（overslept）上报第 1 级');
  expect(pages.stdout).toContain('报送一批事项');

  const history = await world.temporal('workflow', 'show', '-w', id);
  const summaries = ['下一时限', '写入台账', '取方案'].map((words) =>
    Buffer.from(JSON.stringify(words)).toString('base64'),
  );
  expect(
    summaries.filter((words) => !history.stdout.includes(words) && !isPlain(history, words)),
  ).toEqual([]);
});

const isPlain = ({ stdout }: CliAnswer, base64: string): boolean =>
  stdout.includes(Buffer.from(base64, 'base64').toString());
