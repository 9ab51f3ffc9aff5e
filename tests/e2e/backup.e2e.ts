import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import type { Store } from '../../src/adapters/store/store.js';
import type { UnitEvent } from '../../src/engine/model.js';
import { backup } from '../../src/main/backup.js';
import { createNoticeReader } from '../../src/service/read-notices.js';
import { restore } from '../../src/main/restore.js';
import { handOver } from '../adapters/a-handing.js';
import { duty, ladder } from '../engine/unit.js';
import { placeIn, runMachine, type RunningMachine } from '../support/a-machine.js';
import { seasonOf } from '../support/real-season.js';
import { eventually, soon } from '../support/real-waiting.js';

// A season with completions and a running timer is backed up under load; then its machine is lost.
const SEASON = 'kept';
const ONE = 'county/one';
const UNITS = ['county', ONE, 'county/two'];
const LOAD = 40;
const rungs = ladder({ 'site#leader': 0, 'county#office': 1_000 });
const root = mkdtempSync(join(tmpdir(), 'kaowu-backup-'));
const folderOf = (name: string) => join(root, name);
const backups = folderOf('backups');
const running: RunningMachine[] = [];

afterEach(async () => {
  for (const machine of running.splice(0)) await machine.stop();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function start(folder: string): Promise<RunningMachine> {
  const machine = await runMachine(folder);
  running.push(machine);
  return machine;
}

async function stop(machine: RunningMachine): Promise<void> {
  running.splice(running.indexOf(machine), 1);
  await machine.stop();
}

const step = (n: number) => `load-${n}`;
const complete = ({ service }: RunningMachine, what: string, key: string) =>
  service.act(SEASON, ONE, 'completeSteps', { step: what, by: 'li', key });
const logOf = async ({ store }: RunningMachine, path: string): Promise<UnitEvent[]> =>
  (await store.events(SEASON, path)).map(({ event }) => event);
const wordsOn = (events: readonly UnitEvent[], what: string): string[] =>
  events.flatMap((event) =>
    event.type === 'told' && event.duty === what ? [`${event.action} ${event.rung}`] : [],
  );
const EVERY_WORD = ['remind 0', 'due -1', 'escalate 0', 'escalate 1'];

async function startSeason(machine: RunningMachine, laterInS: number): Promise<void> {
  const owed = {
    county: [],
    [ONE]: [
      duty('overslept', soon(4), { ladder: rungs, remindBeforeMs: [1_000] }),
      duty('later', soon(laterInS), { ladder: rungs, remindBeforeMs: [1_000] }),
      ...Array.from({ length: LOAD }, (_, n) => duty(step(n), soon(3_600))),
    ],
    'county/two': [duty('overslept', soon(4), { ladder: rungs })],
  };
  await machine.service.startPrepared(seasonOf(SEASON, owed), null);
  await allAnswer(machine);
  for (const path of UNITS.slice(1))
    await eventually(`${path} has told of what was missed`, async () =>
      wordsOn(await logOf(machine, path), 'overslept').includes('escalate 1') ? true : undefined,
    );
}

async function allAnswer({ service }: RunningMachine): Promise<void> {
  await eventually(
    'all units answer',
    async () => ((await service.verify(SEASON)).silent.length === 0 ? true : undefined),
    60_000,
  );
}

/** Completes one duty after another until told to stop; says which were answered, and when. */
function load(machine: RunningMachine, from: number) {
  const answered: { readonly n: number; readonly at: number; readonly doneAt: number }[] = [];
  const load = { isOver: false };
  const running = (async () => {
    for (let n = from; n < LOAD && !load.isOver; n += 1) {
      const answer = await complete(machine, step(n), `key-${n}`);
      answered.push({ n, at: answer.at, doneAt: Date.now() });
    }
  })();
  return {
    answered,
    async stop() {
      load.isOver = true;
      await running;
    },
  };
}

async function verified(machine: RunningMachine): Promise<void> {
  // A unit whose record was refused before the store was filled tries it again after a minute.
  await eventually(
    'the record holds',
    async () => {
      const verdict = await machine.service.verify(SEASON);
      return verdict.violations.length + verdict.silent.length === 0 || undefined;
    },
    90_000,
  );
}

/** What nobody has been told of, which from then on counts as told. */
async function unsaid(store: Store): Promise<readonly string[]> {
  const notices = await store.claimNotices(10_000);
  const readable = await createNoticeReader({ store })('zh', notices);
  await handOver(
    store,
    notices.map(({ id }) => id),
    Date.now(),
  );
  return readable.flatMap(({ line }) => line ?? []);
}

it('comes back on another machine: nothing answered is lost, nothing is said twice, what is due later fires', async () => {
  const first = await start(folderOf('first'));
  await startSeason(first, 75);
  const said: string[] = [];
  said.push(...(await unsaid(first.store)));
  expect(said.length).toBeGreaterThan(5);
  const overslept = wordsOn(await logOf(first, ONE), 'overslept');
  const rush = load(first, 0);
  await eventually('the load runs', async () => (rush.answered.length > 5 ? true : undefined));
  const before = [...rush.answered];
  const done = await backup(first.place, { to: backups, withKeys: false });
  await rush.stop();
  expect(done.manifest).toMatchObject({ settled: true, database: 'sqlite', keys: [] });
  expect((await first.store.operations.lastBeat('backup'))?.body).toMatchObject({
    folder: done.folder,
  });
  await stop(first);
  rmSync(folderOf('first'), { recursive: true });

  const place = placeIn(folderOf('second'));
  const put = await restore(place, { from: done.folder, verifyOnly: false, keepTemporal: false });
  expect(put).toMatchObject({ before: null, manifest: { seasons: [{ id: SEASON, units: 4 }] } });
  const second = await start(folderOf('second'));
  await second.service.resumeAll();
  await allAnswer(second);

  for (const { n, at } of before)
    expect(await complete(second, step(n), `key-${n}`), `key-${n}`).toMatchObject({ at });
  const [{ n: known } = { n: 0 }] = before;
  expect(await complete(second, step(known), 'other')).toMatchObject({ refused: 'already-done' });
  const again: string[] = [];
  const log = await eventually(
    'what is due later fires',
    async () => {
      const events = await logOf(second, ONE);
      return wordsOn(events, 'later').includes('escalate 1') ? events : undefined;
    },
    90_000,
  );
  again.push(...(await unsaid(second.store)));
  expect(wordsOn(log, 'overslept')).toEqual(overslept);
  // A reminder that came due while the machine was away is overtaken by the word after it.
  const later = wordsOn(log, 'later');
  expect(later.filter((word) => word !== 'remind 0')).toEqual(EVERY_WORD.slice(1));
  expect(new Set(later).size).toBe(later.length);
  expect(again.filter((line) => said.includes(line))).toEqual([]);
  await verified(second);
}, 240_000);

it('finds a backup broken whose byte was changed, and changes nothing then', async () => {
  const [name = ''] = readdirSync(backups);
  const broken = folderOf('broken');
  cpSync(join(backups, name), broken, { recursive: true });
  const wish = { from: broken, verifyOnly: true, keepTemporal: false };
  const place = placeIn(folderOf('third'));
  expect(await restore(place, wish)).toMatchObject({ before: null });
  const file = join(broken, 'tables', 'events.jsonl.gz');
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  const faulty = { file: 'tables/events.jsonl.gz', fault: 'content' };
  await expect(restore(place, wish)).rejects.toMatchObject(faulty);
  await expect(restore(place, { ...wish, verifyOnly: false })).rejects.toMatchObject(faulty);
  expect(readdirSync(folderOf('third'))).not.toContain('kaowu.db');
});

it('fills from Temporal’s histories what a restored store lacks: nothing at all is lost', async () => {
  const folder = folderOf('kept-temporal');
  const first = await start(folder);
  await startSeason(first, 3_600);
  const done = await backup(first.place, { to: folderOf('older'), withKeys: false });
  const rush = load(first, 0);
  await eventually('all is done', async () => (rush.answered.length === LOAD ? true : undefined));
  await first.service.governSeason(SEASON, 'pause', 'office');
  await first.service.governSeason(SEASON, 'resume', 'office');
  await eventually('all have resumed', async () =>
    (await logOf(first, ONE)).at(-1)?.type === 'resumed' ? true : undefined,
  );
  const story = await logOf(first, ONE);
  await stop(first);

  const wish = { from: done.folder, verifyOnly: false, keepTemporal: true };
  const put = await restore(placeIn(folder), wish);
  expect(readdirSync(put.before ?? '')).toContain('kaowu.db');
  const second = await start(folder);
  expect((await logOf(second, ONE)).length).toBeLessThan(story.length);
  await second.service.resumeAll();
  expect(await logOf(second, ONE)).toEqual(story);
  await verified(second);
  expect(await second.service.reconcile(SEASON)).toMatchObject({
    ...{ caughtUp: [], restarted: [], silent: [] },
  });
}, 240_000);

it('begins units anew whose server was put back from an older copy', async () => {
  const folder = folderOf('older-temporal');
  const copy = folderOf('temporal-copy');
  const first = await start(folder);
  await startSeason(first, 3_600);
  await stop(first);
  cpSync(folder, copy, { recursive: true });
  const middle = await start(folder);
  await allAnswer(middle);
  const rush = load(middle, 0);
  await eventually('all is done', async () => (rush.answered.length === LOAD ? true : undefined));
  await eventually('all is on record', async () => {
    const duties = await middle.store.duties({ season: SEASON, path: ONE });
    return duties.filter(({ acceptedAt }) => acceptedAt !== null).length === LOAD || undefined;
  });
  const story = await logOf(middle, ONE);
  await stop(middle);

  for (const name of readdirSync(folder).filter((one) => one.startsWith('temporal.db')))
    rmSync(join(folder, name));
  for (const name of readdirSync(copy).filter((one) => one.startsWith('temporal.db')))
    cpSync(join(copy, name), join(folder, name));
  const last = await start(folder);
  const told = await last.service.reconcile(SEASON);
  expect(told.restarted).toEqual([{ path: ONE, why: 'behind' }]);
  await allAnswer(last);
  for (const { n, at } of rush.answered.slice(0, 5))
    expect(await complete(last, step(n), `key-${n}`)).toMatchObject({ at });
  expect((await logOf(last, ONE)).slice(0, story.length)).toEqual(story);
  await verified(last);
}, 240_000);
