import type { Client } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/adapters/store/store.js';
import { rowOf } from '../../src/engine/board.js';
import { epochMs, type Command } from '../../src/engine/model.js';
import { decide, nextWake } from '../../src/engine/decide.js';
import { initialState, planOf, type State } from '../../src/engine/state.js';
import type { Prepared } from '../../src/service/prepare.js';
import { verify } from '../../src/service/verify.js';
import { aStore } from '../adapters/a-store.js';
import { duty, on } from '../engine/unit.js';
import { seasonOf } from '../support/real-season.js';

const NOW = on('2027-06-01 09:00');
const PATH = 'county';

/** A unit of the store that is written to as its workflow would. */
function writer(store: Store, prepared: Prepared) {
  const [sealed] = prepared.unitPlans;
  if (!sealed) throw new Error('no unit');
  const plan = planOf(sealed.body);
  let state: State = initialState(plan);
  return async (command: Command): Promise<void> => {
    const firstSeq = state.seq + 1;
    const { events, state: next } = decide(plan, state, command, NOW);
    state = next;
    await store.record({
      season: prepared.plan.season,
      path: PATH,
      firstSeq,
      events,
      rows: plan.duties.flatMap(({ id }) => rowOf(plan, state, id) ?? []),
      asOf: NOW,
      nextWakeAt: nextWake(plan, state),
    });
  };
}

async function aSeason() {
  const store = await aStore();
  const prepared = seasonOf('s', {
    [PATH]: ['d-0', 'd-1'].map((id) => duty(id, on('2027-06-10 17:00'))),
  });
  await store.commitPlan({ ...prepared, boardRows: {}, clock: null });
  const write = writer(store, prepared);
  await write({ type: 'complete', step: 'd-0', by: 'li' });
  return { store, write };
}

// Nobody answers: the log and the board are compared all the same.
const silent = {
  workflow: { getHandle: () => ({ query: () => Promise.reject(new Error('no worker')) }) },
  withDeadline: (_: number, ask: () => Promise<unknown>) => ask(),
} as unknown as Client;

const verdictOn = (store: Store) =>
  verify({ store, client: silent, taskQueue: 'kaowu', now: () => epochMs(NOW) }, 's');

describe('verify', () => {
  it('finds nothing where the board says what the log says', async () => {
    const { store, write } = await aSeason();
    await write({ type: 'complete', step: 'd-1', by: 'li' });
    expect(await verdictOn(store)).toMatchObject({ violations: [], silent: [PATH] });
  });

  it('takes a write between its two looks for no fault', async () => {
    const { store, write } = await aSeason();
    let looks = 0;
    const racing: Store = {
      ...store,
      async duties(filter) {
        looks += 1;
        if (looks === 1) await write({ type: 'complete', step: 'd-1', by: 'li' });
        return store.duties(filter);
      },
    };
    expect((await verdictOn(racing)).violations).toEqual([]);
    expect(looks).toBe(2);
  });

  it('says where the board differs and nobody is writing', async () => {
    const { store } = await aSeason();
    const lying: Store = {
      ...store,
      duties: async (filter) =>
        (await store.duties(filter)).map((view) =>
          view.duty === 'd-0' ? { ...view, status: 'open' as const } : view,
        ),
    };
    expect((await verdictOn(lying)).violations).toEqual([
      { invariant: 'I11', unit: PATH, detail: 'd-0: the board differs in status' },
    ]);
  });

  it('says what the board shows that the log does not know', async () => {
    const { store } = await aSeason();
    const haunted: Store = {
      ...store,
      async duties(filter) {
        const [view, ...others] = await store.duties(filter);
        return view ? [view, ...others, { ...view, duty: 'ghost' }] : [];
      },
    };
    expect((await verdictOn(haunted)).violations).toEqual([
      { invariant: 'I11', unit: PATH, detail: 'ghost: on the board, and the log does not know it' },
    ]);
  });
});
