import {
  defineSearchAttributeKey,
  SearchAttributeType,
  WorkflowExecutionAlreadyStartedError,
} from '@temporalio/common';
import * as wf from '@temporalio/workflow';
import type { Command, Firing, Need, UnitEvent } from '../src/engine/model.js';
import { questionOf } from '../src/engine/question.js';
import type { Plan, State } from '../src/engine/state.js';
import { askPatiently, askSubtree, fetchPlan } from './activities.js';
import { instruct, unitId, unitType, type Instruction, type UnitInput } from './messages.js';

/**
 * What a unit does to others: plain JSON, carried across continue-as-new until it is done. Each may
 * be done twice without harm. The `tree` lane keeps its order; a gate's question may take a minute,
 * and a plan that nobody has is waited for without holding up the others.
 */
export type Effect =
  | { readonly lane: 'tree'; readonly type: 'startChildren' }
  | { readonly lane: 'tree'; readonly type: 'relay'; readonly instruction: Instruction }
  | { readonly lane: 'plan'; readonly type: 'fetch'; readonly hash: string }
  | (Firing & { readonly lane: 'gate'; readonly type: 'ask'; readonly needs: readonly Need[] });

export type Surroundings = Pick<UnitInput, 'season' | 'path' | 'clock'>;

/** What an event asks the unit to do to others. */
export function effectsOf(plan: Plan, state: State, event: UnitEvent): Effect[] {
  switch (event.type) {
    case 'asked': {
      const question = questionOf(plan, state, event.duty);
      return question ? [{ lane: 'gate', type: 'ask', ...question }] : [];
    }
    case 'paused':
      return [relayed('pause', event.by, event.at)];
    case 'resumed':
      return [relayed('resume', event.by, event.at)];
    case 'closed':
      return [relayed('close', event.by, event.at)];
    case 'adopted':
      return [
        { lane: 'tree', type: 'startChildren' },
        {
          lane: 'tree',
          type: 'relay',
          instruction: { type: 'adopt', version: event.version, hash: '' },
        },
      ];
    default:
      return [];
  }
}

/**
 * What a unit that begins with a state of before has to do to others: start children, and ask again what was asked
 * and not answered – the question died with the server, and a gate that waits for its answer would be silent for good.
 */
export const effectsAtBegin = (plan: Plan, state: State): readonly Effect[] => [
  { lane: 'tree', type: 'startChildren' },
  ...state.asking.flatMap((duty): Effect[] => {
    const question = questionOf(plan, state, duty);
    return question ? [{ lane: 'gate', type: 'ask', ...question }] : [];
  }),
];

/** Performs one effect; answers the command in which its outcome comes back, if there is one. */
export async function perform(
  effect: Effect,
  plan: Plan,
  at: Surroundings,
): Promise<Command | null> {
  switch (effect.type) {
    case 'startChildren':
      for (const group of inGroups(plan.children))
        await Promise.all(group.map((child) => start(child, plan, at)));
      return null;
    case 'relay':
      for (const group of inGroups(plan.children))
        await Promise.all(group.map((child) => relay(child, effect.instruction, at)));
      return null;
    case 'fetch':
      return { type: 'adopt', plan: await fetchPlan({ hash: effect.hash }), hash: effect.hash };
    case 'ask': {
      const { lane: _lane, type: _type, needs, ...firing } = effect;
      const question = { gatePath: plan.path, needs, at: firing.owedAt };
      const { missing, silent } =
        plan.script === null
          ? await askSubtree({ season: at.season, ...question })
          : await askPatiently({ season: at.season, ...question, isRehearsal: true });
      return { type: 'judge', ...firing, missing, silent };
    }
  }
}

const relayed = (type: 'pause' | 'resume' | 'close', by: string, at: number): Effect => ({
  lane: 'tree',
  type: 'relay',
  instruction: { type, by, key: `${type}/${at}` },
});

type Child = Plan['children'][number];

// ABANDON: with the default, a parent's continue-as-new would terminate its children.
async function start(
  { path, hash, title }: Child,
  plan: Plan,
  { season, clock }: Surroundings,
): Promise<void> {
  const input: UnitInput = { season, path, planVersion: plan.version, planHash: hash, clock };
  try {
    await wf.startChild(unitType(path), {
      args: [input],
      workflowId: unitId(season, path),
      staticSummary: title,
      parentClosePolicy: wf.ParentClosePolicy.ABANDON,
      // One that has ended is not begun from nothing.
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      typedSearchAttributes: [
        { key: seasonAttribute, value: season },
        { key: unitAttribute, value: path },
      ],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

// Each child hears of its own plan; what is closed needs to hear nothing any more.
async function relay(
  { path, hash }: Child,
  instruction: Instruction,
  { season }: Surroundings,
): Promise<void> {
  const own = instruction.type === 'adopt' ? { ...instruction, hash } : instruction;
  try {
    await wf.getExternalWorkflowHandle(unitId(season, path)).signal(instruct, own);
  } catch (error) {
    if (wf.isCancellation(error)) throw error;
    wf.log.warn('A unit below could not be told', {
      path,
      instruction: own.type,
      error: String(error),
    });
    if (!String(error).includes('not found') && !String(error).includes('NOT_FOUND')) throw error;
  }
}

const seasonAttribute = defineSearchAttributeKey('KaowuSeason', SearchAttributeType.KEYWORD);
const unitAttribute = defineSearchAttributeKey('KaowuUnit', SearchAttributeType.KEYWORD);
export const overdueAttribute = defineSearchAttributeKey('KaowuOverdue', SearchAttributeType.INT);

// More than 20 starts in one task would make it too large.
function inGroups<Thing>(things: readonly Thing[]): Thing[][] {
  const groups: Thing[][] = [];
  for (let at = 0; at < things.length; at += 20) groups.push(things.slice(at, at + 20));
  return groups;
}
