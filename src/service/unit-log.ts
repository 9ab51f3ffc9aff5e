import type { Season } from '../adapters/store/types.js';
import { rowOf, type BoardRow } from '../engine/board.js';
import { allOf } from '../engine/evolve.js';
import { fold, type Folded } from '../engine/fold.js';
import { forgottenBy } from '../engine/forgotten.js';
import { SEASON_PATH, type UnitEvent, type UnitPlan } from '../engine/model.js';
import type { Parts } from './service.js';

/** A unit's whole log with the plans it was written under. */
export interface UnitLog {
  readonly path: string;
  readonly events: readonly UnitEvent[];
  /** Folds the log, showing each event with the state before it. */
  readonly fold: (see?: (before: Folded, event: UnitEvent) => void) => Folded;
  /** The same log as it is now. */
  readonly again: () => Promise<UnitLog>;
}

/** The logs of a season's units, parents before children; the season's own log is not among them. */
export async function logsOf(
  { store }: Pick<Parts, 'store'>,
  season: Season,
): Promise<readonly UnitLog[]> {
  const units = (await store.units(season.id)).filter(({ path }) => path !== SEASON_PATH);
  const plans = new Map<string, UnitPlan>();
  const firstOf = new Map<string, string>();
  for (let version = 1; version <= season.version; version += 1)
    for (const [path, hash] of Object.entries(await store.unitHashes(season.id, version))) {
      const plan = await store.unitPlan(hash);
      if (plan) plans.set(hash, plan);
      if (!firstOf.has(path)) firstOf.set(path, hash);
    }
  const planFor = (hash: string): UnitPlan => {
    const plan = plans.get(hash);
    if (!plan) throw new Error(`${season.id}: the store has lost plan ${hash}`);
    return plan;
  };
  const logOf = async (path: string): Promise<UnitLog> => {
    const events = (await store.events(season.id, path)).map(({ event }) => event);
    const first = planFor(firstOf.get(path) ?? '');
    return {
      path,
      events,
      fold: (see) => fold(first, events, planFor, see),
      again: () => logOf(path),
    };
  };
  const logs: UnitLog[] = [];
  for (const { path } of units) logs.push(await logOf(path));
  return logs;
}

/** How the board has to stand by the log: every duty, and the occurrences the state knows no more. */
export function rowsBy({ fold: folded }: UnitLog): Map<string, BoardRow> {
  const rows = new Map<string, BoardRow>();
  const { plan, state } = folded((before, event) => {
    const forgotten = forgottenBy(before.plan, before.state, event);
    if (forgotten) rows.set(forgotten.duty, forgotten);
  });
  for (const { duty } of allOf(plan, state)) {
    const row = rowOf(plan, state, duty.id);
    if (row) rows.set(duty.id, row);
  }
  return rows;
}
