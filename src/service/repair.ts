import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { fold } from '../engine/fold.js';
import { SEASON_PATH, type UnitPlan } from '../engine/model.js';
import type { State } from '../engine/state.js';
import type { Season } from '../adapters/store/types.js';
import {
  unitId,
  unitType,
  type Instruction,
  type Steps,
  type UnitInput,
} from '../../workflows/messages.js';
import type { Clock } from '../engine/clock.js';
import { closedSeason, known, reachable, startWorkflow } from './seasons.js';
import type { Parts } from './service.js';
import { logsOf, rowsBy, type UnitLog } from './unit-log.js';

export interface Repaired {
  readonly units: number;
  /** Units that did not answer or were already there, with the reason. */
  readonly left: readonly string[];
}

/** Restores the board from what the units themselves say; the log is not touched. */
export async function rebuild(parts: Parts, id: string): Promise<Repaired> {
  const season = await known(parts, id);
  const left: string[] = [];
  let units = 0;
  for (const log of await logsOf(parts, season)) {
    const { path } = log;
    const isDone = await rebuildUnit(parts, id, log).catch((error: unknown) => {
      left.push(`${path}: ${reachable(error).message}`);
      return null;
    });
    if (isDone) units += 1;
    else if (isDone === false)
      left.push(`${path}: 仍在记录，请稍后再试 · still writing, try again`);
  }
  return { units, left };
}

async function rebuildUnit(
  { client, store }: Parts,
  season: string,
  log: UnitLog,
): Promise<boolean> {
  const { path } = log;
  const handle = client.workflow.getHandle(unitId(season, path));
  const { steps: told, asOf, nextWakeAt, seq: head } = await handle.query<Steps>('steps');
  // Of finished occurrences of a series the unit keeps no more than a few: the log knows them all.
  const known = new Set(told.map(({ duty }) => duty));
  const others = [...rowsBy(log).values()].filter(({ duty }) => !known.has(duty));
  const rows = [...told, ...others];
  return store.replaceBoard({ season, path, rows, head, asOf, nextWakeAt });
}

/**
 * Restarts a season's units on a new server from what the log says: after the loss of the server's
 * data, or an upgrade that cannot read it. Units that run already are left alone – or, where `only` names
 * units, these are restarted whether they run or not, and no others are touched.
 */
export async function reseed(
  parts: Parts,
  id: string,
  only?: ReadonlySet<string>,
): Promise<Repaired> {
  const season = await known(parts, id);
  // Its units have ended: a parent would start from nothing what it does not find.
  if (season.status === 'closed') throw closedSeason(season);
  const left: string[] = [];
  let units = 0;
  const seasons = await seasonState(parts, season);
  const latest = await parts.store.unitHashes(id, season.version);
  const owed: { readonly path: string; readonly instructions: readonly Instruction[] }[] = [];
  // Children first: a parent starts those it does not find, and would start them from nothing.
  for (const { path, fold } of [...(await logsOf(parts, season))].reverse()) {
    if (only && !only.has(path)) continue;
    const { plan, state } = fold();
    const hashes = await parts.store.unitHashes(id, plan.version);
    const planHash = hashes[path] ?? '';
    const newer = plan.version < season.version ? latest[path] : undefined;
    const instructions = unheard({ id, seasons, state }, season.version, newer);
    owed.push({ path, instructions });
    const clock = season.clock as Clock;
    const input: UnitInput = {
      season: id,
      path,
      planVersion: plan.version,
      planHash,
      clock,
      state,
    };
    try {
      await parts.client.workflow.start(unitType(path), {
        args: [input],
        workflowId: unitId(id, path),
        taskQueue: parts.taskQueue,
        workflowIdConflictPolicy: only ? 'TERMINATE_EXISTING' : 'FAIL',
        staticSummary: plan.title,
        typedSearchAttributes: [
          { key: seasonAttribute, value: id },
          { key: unitAttribute, value: path },
        ],
      });
      units += 1;
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw reachable(error);
      left.push(`${path}: 已在运行 · runs already`);
    }
  }
  if (!only || only.has(SEASON_PATH))
    await startWorkflow(parts, season, {
      ...{ afresh: true, state: seasons },
      ...(only && { replaces: true }),
    });
  for (const { path, instructions } of owed)
    for (const instruction of instructions)
      await parts.client.workflow.getHandle(unitId(id, path)).signal('instruct', instruction);
  return { units, left };
}

/**
 * What the season was told and a unit was not yet when the server was lost: a relay on its way dies with
 * it, and a unit left paused would be silent in a season that runs.
 */
function unheard(
  { id, seasons, state }: { readonly id: string; readonly seasons: State; readonly state: State },
  version: number,
  newerHash: string | undefined,
): Instruction[] {
  const told = (type: 'pause' | 'resume' | 'close'): Instruction => ({
    ...{ type, by: 'reseed' },
    key: `reseed/${id}/${type}/${state.seq}`,
  });
  return [
    ...(newerHash === undefined ? [] : [{ type: 'adopt' as const, version, hash: newerHash }]),
    ...(seasons.closed && !state.closed ? [told('close')] : []),
    ...(seasons.paused && !state.paused && !seasons.closed ? [told('pause')] : []),
    ...(!seasons.paused && state.paused && !seasons.closed ? [told('resume')] : []),
  ];
}

const seasonAttribute = defineSearchAttributeKey('KaowuSeason', SearchAttributeType.KEYWORD);
const unitAttribute = defineSearchAttributeKey('KaowuUnit', SearchAttributeType.KEYWORD);

/** The season's own state as its log tells it: paused or not, and how long the log is. */
async function seasonState({ store }: Parts, season: Season): Promise<State> {
  const events = (await store.events(season.id, SEASON_PATH)).map(({ event }) => event);
  const bare: UnitPlan = {
    ...{ season: season.id, path: SEASON_PATH, kind: 'season', title: season.title.zh },
    ...{ version: season.version, coordinator: season.coordinator },
    ...{ addedLadder: { rungs: [], repeat: null }, duties: [], titles: {}, children: [] },
    script: null,
  };
  return fold(bare, events, () => bare).state;
}
