import type { Store } from '../../src/adapters/store/store.js';
import { rowOf } from '../../src/engine/board.js';
import { decide, nextWake } from '../../src/engine/decide.js';
import { epochMs, NEVER, type Command, type Duty, type UnitEvent } from '../../src/engine/model.js';
import { initialState, planOf, type State } from '../../src/engine/state.js';
import { openStore } from '../../src/adapters/store/store.js';
import { onTestFinished } from 'vitest';
import { anAddress } from '../adapters/a-store.js';
import { duty, ladder, MINUTE, on } from '../engine/unit.js';
import { seasonOf } from '../support/real-season.js';

export const VAULT = 'county/vault';
/** The instant at which the season was started. */
export const STARTED = on('2027-06-10 09:00');
const DUE = on('2027-06-10 21:30');

/** The vault's report of the evening: its doer is told at 21:30, the county at once, the director at 22:00. */
export const zero = (over: Partial<Duty> = {}): Duty =>
  duty('vault-zero', DUE, {
    ...{ doer: `${VAULT}#doer`, answerable: `${VAULT}#leader` },
    ladder: ladder({ 'county#office': 0, 'county#director': 30 * MINUTE }),
    ...over,
  });

const holder = (post: string) => ({
  ...{ post, person: `p-${post.replace(/\W/g, '-')}`, name: `名${post}`, title: '' },
  ...{ from: '', to: '' },
});

/**
 * A season of a county and its vault on a real store, whose unit is written to as its workflow would, at the instants
 * that the test says.
 */
export async function aProvedSeason(
  duties: readonly Duty[] = [zero()],
  posts = ['doer', 'leader'].map((role) => `${VAULT}#${role}`),
  label: 'internal' | 'sensitive' = 'internal',
) {
  let real = STARTED as number;
  const store = await openStore(await anAddress(), { now: () => real });
  onTestFinished(() => store.close());
  const made = seasonOf('s', { county: [], [VAULT]: duties });
  const steps = made.plan.steps.map((step) => ({ ...step, label }));
  const prepared = { ...made, plan: { ...made.plan, steps } };
  const holders = [...posts, 'county#office', 'county#director'].map(holder);
  await store.commitPlan({ ...prepared, posts: holders, boardRows: {}, clock: null });
  const unit = writer(store, prepared.unitPlans.find(({ path }) => path === VAULT)?.body);
  return {
    store,
    parts: { store, now: () => real },
    /** The unit as it wakes, or is told something, at an instant. */
    async at(civil: string, command: Command = { type: 'tick' }): Promise<void> {
      real = on(civil);
      await unit(command, real);
    },
    /** The clock alone goes on. */
    passTo(civil: string): void {
      real = on(civil);
    },
    /** What a broken unit, or a hand in the database, would write. */
    forge: unit.forge,
  };
}

function writer(store: Store, unitPlan: ReturnType<typeof planOf> | undefined | null | object) {
  const plan = planOf(unitPlan as Parameters<typeof planOf>[0]);
  let state: State = initialState(plan);
  const put = async (events: readonly UnitEvent[], next: State, now: number) => {
    const firstSeq = state.seq + 1;
    state = next;
    const wake = nextWake(plan, state);
    await store.record({
      ...{ season: 's', path: VAULT, firstSeq, events },
      rows: [...plan.duties, ...state.added].flatMap(({ id }) => rowOf(plan, state, id) ?? []),
      ...{ asOf: epochMs(now), nextWakeAt: wake === NEVER ? null : wake },
    });
  };
  const write = async (command: Command, now: number) => {
    const { events, state: next } = decide(plan, state, command, epochMs(now));
    await put(events, next, now);
  };
  return Object.assign(write, {
    forge: (events: readonly UnitEvent[], now: number) =>
      put(events, { ...state, seq: state.seq + events.length }, now),
  });
}
