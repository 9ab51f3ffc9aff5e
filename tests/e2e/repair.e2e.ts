import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unitId, seasonId } from '../../workflows/messages.js';
import { SEASON_PATH, type UnitEvent } from '../../src/engine/model.js';
import type { Prepared } from '../../src/service/prepare.js';
import { duty, ladder } from '../engine/unit.js';
import { openWorld, type World } from '../support/real.js';
import { seasonOf } from '../support/real-season.js';
import { eventually, logOf, recorded, soon } from '../support/real-waiting.js';
import { startSeason, unitsAnswer } from '../support/real-waiting.js';
import type { WorkerProcess } from '../support/real-process.js';

const SEASON = 'repaired';
const ONE = 'county/one';
const TWO = 'county/two';
let world: World;
let worker: WorkerProcess;
let prepared: Prepared;

beforeAll(async () => {
  world = await openWorld({ worker: 'none' });
  worker = await world.startWorker();
  const rungs = ladder({ 'site#leader': 0, 'county#office': 1_000 });
  prepared = seasonOf(SEASON, {
    county: [],
    [ONE]: [
      duty('done', soon(3_600)),
      duty('overslept', soon(6), { ladder: rungs, remindBeforeMs: [1_000] }),
      duty('later', soon(30), { ladder: rungs, remindBeforeMs: [1_000] }),
      duty('open', soon(3_600)),
    ],
    [TWO]: [duty('overslept', soon(6), { ladder: rungs })],
  });
  await startSeason(world, prepared);
}, 90_000);
afterAll(() => world?.close());

const complete = (step: string, key: string) =>
  world.service.act(SEASON, ONE, 'completeSteps', { step, by: 'li', key });
const wordsOf = (events: readonly UnitEvent[], step: string): string[] =>
  events.flatMap((event) =>
    event.type === 'told' && event.duty === step ? [`${event.action} ${event.rung}`] : [],
  );
const EVERY_WORD = ['remind 0', 'due -1', 'escalate 0', 'escalate 1'];

it('restores a board that somebody has changed', async () => {
  expect(await complete('done', 'before')).toEqual({ at: expect.any(Number) });
  for (const path of [ONE, TWO])
    await eventually('the overslept are told of', async () => {
      const words = wordsOf(await logOf(world, SEASON, path), 'overslept');
      return words.includes('escalate 1') || undefined;
    });
  const before = await board();
  const file = new Database(join(world.folder, 'kaowu.db'));
  file.exec(`update board set status = 'accepted', level = 7 where season = '${SEASON}'`);
  file.exec(`delete from board where duty = 'open'`);
  file.close();
  expect((await world.service.verify(SEASON)).violations).toContainEqual(
    expect.objectContaining({ invariant: 'I11', unit: ONE }),
  );

  expect(await world.service.rebuild(SEASON)).toEqual({ units: 3, left: [] });
  expect(await board()).toEqual(before);
  expect((await world.service.verify(SEASON)).violations).toEqual([]);
});

async function board() {
  const views = await world.store.duties({ season: SEASON });
  return views.map(({ seq: _seq, unit: _unit, ...view }) => view);
}

it('begins anew on a new server from its log, and says no word twice', async () => {
  await world.service.governSeason(SEASON, 'pause', 'office');
  await recordedSeason(['paused']);
  await world.service.governSeason(SEASON, 'resume', 'office');
  await recordedSeason(['paused', 'resumed']);
  for (const path of [ONE, TWO]) {
    await eventually(`${path} has resumed`, async () => {
      const log = await logOf(world, SEASON, path);
      return log.some(({ type }) => type === 'resumed') || undefined;
    });
    await recorded(world, SEASON, path);
  }

  await worker.kill();
  await world.server().stop();
  loseLast(TWO, 'resumed');
  for (const name of readdirSync(world.folder))
    if (name.startsWith('temporal.db')) rmSync(join(world.folder, name));
  await world.startServer();
  worker = await world.startWorker();

  await expect(world.service.startPrepared(prepared, null)).rejects.toMatchObject({
    code: 'server-replaced',
  });
  expect(await world.service.resumeAll()).toMatchObject([{ trouble: { code: 'server-replaced' } }]);
  expect(await world.service.reseed(SEASON)).toEqual({ units: 3, left: [] });
  await unitsAnswer(world, prepared);

  await eventually('who had not heard of the resumption hears of it', async () => {
    const log = await logOf(world, SEASON, TWO);
    return log.at(-1)?.type === 'resumed' || undefined;
  });
  expect(await complete('done', 'before'), 'the key is known still').toEqual({
    at: expect.any(Number),
  });
  expect(await complete('done', 'after')).toMatchObject({ refused: 'already-done' });
  expect(await complete('open', 'open')).toEqual({ at: expect.any(Number) });
  const log = await eventually('what was owed later is told', async () => {
    const events = await logOf(world, SEASON, ONE);
    return wordsOf(events, 'later').includes('escalate 1') ? events : undefined;
  });
  expect(wordsOf(log, 'overslept')).toEqual(EVERY_WORD);
  expect(wordsOf(log, 'later').filter((word) => word !== 'remind 0')).toEqual(EVERY_WORD.slice(1));
  await recorded(world, SEASON, ONE);
  expect(await world.service.verify(SEASON)).toMatchObject({ violations: [], silent: [] });
}, 120_000);

/** As if the server had been lost before the unit heard what the season already knew. */
function loseLast(path: string, type: string): void {
  const file = new Database(join(world.folder, 'kaowu.db'));
  const ofUnit = `season = '${SEASON}' and path = '${path}'`;
  const lost = file
    .prepare(`delete from events where ${ofUnit} and type = '${type}' returning seq`)
    .all() as { seq: number }[];
  file.exec(`update units set head = head - ${lost.length} where ${ofUnit}`);
  file.close();
  expect(lost).toHaveLength(1);
}

it('is found by season and lateness on the new server as on the old', async () => {
  const listed = async (query: string) =>
    (
      await world.temporal<{ execution: { workflowId: string } }[]>(
        ...[
          'workflow',
          'list',
          '--query',
          `KaowuSeason = '${SEASON}' AND ExecutionStatus = 'Running' ${query}`,
        ],
      )
    ).json
      .map(({ execution }) => execution.workflowId)
      .sort();
  const all = ['county', ONE, TWO].map((path) => unitId(SEASON, path));
  await expect.poll(() => listed(''), { timeout: 10_000 }).toEqual(all);
  await expect
    .poll(() => listed('AND KaowuOverdue > 0'), { timeout: 10_000 })
    .toEqual(all.slice(1));
});

it('goes on with the season’s own log: it can be closed', async () => {
  await world.service.closeSeason(SEASON, 'office');
  await recordedSeason(['paused', 'resumed', 'closed']);
  const ended = async () =>
    (await world.client.workflow.getHandle(seasonId(SEASON)).describe()).status.name;
  await expect.poll(ended, { timeout: 20_000 }).toBe('COMPLETED');
});

it('stays closed: it is neither paused nor begun anew, and closing it again is no fault', async () => {
  const before = await logOf(world, SEASON, ONE);
  for (const again of [
    () => world.service.governSeason(SEASON, 'pause', 'office'),
    () => world.service.reseed(SEASON),
  ])
    await expect(again()).rejects.toMatchObject({ code: 'season-closed' });
  await world.service.closeSeason(SEASON, 'office');
  // As after a crash between the season's end and the store's word of it.
  await world.store.setSeasonStatus(SEASON, 'running');
  await expect(world.service.governSeason(SEASON, 'pause', 'office')).rejects.toMatchObject({
    code: 'season-closed',
  });
  await world.service.closeSeason(SEASON, 'office');
  expect((await world.store.season(SEASON))?.status).toBe('closed');
  expect(await logOf(world, SEASON, ONE)).toEqual(before);
});

async function recordedSeason(types: readonly string[]): Promise<void> {
  const log = async () => (await logOf(world, SEASON, SEASON_PATH)).map(({ type }) => type);
  await expect.poll(log, { timeout: 20_000 }).toEqual(types);
}
