import { until } from '../../bin/waiting.js';
import { unitId, type Progress } from '../../workflows/messages.js';
import type { Clock } from '../../src/engine/clock.js';
import { epochMs, type EpochMs, type UnitEvent } from '../../src/engine/model.js';
import type { Prepared } from '../../src/service/prepare.js';
import type { World } from './real.js';

/** The service wherever it runs: in a world of its own, or on a topology of processes. */
type Running = Pick<World, 'service' | 'store' | 'client'>;

/** An instant so many seconds from now. */
export const soon = (seconds: number): EpochMs => epochMs(Date.now() + seconds * 1000);

/** Asks until `check` gives something; throws, naming what was waited for, when it never does. */
export async function eventually<Thing>(
  what: string,
  check: () => Promise<Thing | undefined>,
  forMs = 30_000,
): Promise<Thing> {
  const found = await until(check, { everyMs: 100, forMs });
  if (found === undefined) throw new Error(`in ${forMs} ms it did not come to this: ${what}`);
  return found;
}

/** Starts a season and returns when each of its units answers. */
export async function startSeason(world: Running, prepared: Prepared, clock: Clock = null) {
  const started = await world.service.startPrepared(prepared, clock);
  await unitsAnswer(world, prepared);
  return started;
}

/** Returns when each unit of the season answers. */
export async function unitsAnswer(world: Running, { plan }: Pick<Prepared, 'plan'>): Promise<void> {
  for (const { path } of plan.units)
    await eventually(`${path} answers`, () => progressOf(world, plan.season, path), 60_000);
}

/** How far a unit is; undefined while it does not answer. */
export async function progressOf(
  { client }: Running,
  season: string,
  path: string,
): Promise<Progress | undefined> {
  const handle = client.workflow.getHandle(unitId(season, path));
  return handle.query<Progress>('progress').catch(() => undefined);
}

/** The unit's log as it stands in the store. */
export async function logOf(
  { store }: Running,
  season: string,
  path: string,
): Promise<UnitEvent[]> {
  return (await store.events(season, path)).map(({ event }) => event);
}

/** Returns when the store holds all that the unit knows. */
export async function recorded(world: Running, season: string, path: string): Promise<UnitEvent[]> {
  return eventually(`${path} is on record`, async () => {
    const progress = await progressOf(world, season, path);
    const log = await logOf(world, season, path);
    return progress?.seq === log.length ? log : undefined;
  });
}

/** How many events the history of the unit's present run has. */
export async function historyLength({ client }: Running, season: string, path: string) {
  return (await client.workflow.getHandle(unitId(season, path)).describe()).historyLength;
}

/** The length of a history that has stopped growing: a write's last task comes after the write. */
export async function quietHistoryLength(
  world: Running,
  season: string,
  path: string,
): Promise<number> {
  let before = -1;
  const quiet = async () => {
    const now = await historyLength(world, season, path);
    const isQuiet = now === before;
    before = now;
    return isQuiet ? now : undefined;
  };
  const length = await until(quiet, { everyMs: 500, forMs: 30_000 });
  if (length === undefined) throw new Error(`${path}: the history does not come to rest`);
  return length;
}
