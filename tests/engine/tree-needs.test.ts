import { describe, expect, it } from 'vitest';
import { decide, nextWake, storyEnd } from '../../src/engine/decide.js';
import { Family } from '../../src/engine/family.js';
import { wordFault } from '../../src/engine/fold.js';
import {
  epochMs,
  NEVER,
  type Need,
  type UnitEvent,
  type UnitPlan,
} from '../../src/engine/model.js';
import { questionOf, simulate, type Happening } from '../../src/engine/simulate.js';
import { find, initialState, planOf } from '../../src/engine/state.js';
import { act, complete, duty, HOUR, MINUTE, notes, on, unitPlan, type Script } from './unit.js';

const DUE = on('2027-06-15 12:00');
const OPEN = on('2027-06-15 06:00');
const FUNDS: Need = { step: 'funds', scope: 'root' };

const county = (script: UnitPlan['script'] = null): UnitPlan =>
  unitPlan([duty('funds', DUE)], { path: 'county', script });
const area = (script: UnitPlan['script'] = null): UnitPlan =>
  unitPlan([duty('keys', DUE)], { path: 'county/area', script });
const site = (needs: readonly Need[], script: UnitPlan['script'] = null): UnitPlan =>
  unitPlan([duty('refit', DUE, { openAt: OPEN, needs })], { path: 'county/area/site', script });

/** The units side by side; every question answered at once. A line is a unit, an instant, a command. */
function together(
  plans: readonly UnitPlan[],
  lines: readonly (readonly [string, ...Script[number]])[],
) {
  const family = new Family();
  const units = plans.map((unit) => {
    const plan = planOf(unit);
    return { plan, state: initialState(plan), events: [] as UnitEvent[] };
  });
  for (const unit of units) family.put(unit);
  const answers = lines.map(([path, at, command]) => {
    const unit = units.find(({ plan }) => plan.path === path);
    if (!unit) throw new Error(path);
    const take = (what: typeof command) => {
      const decision = decide(unit.plan, unit.state, what, epochMs(at));
      unit.state = decision.state;
      unit.events.push(...decision.events);
      family.put(unit);
      return decision.answer;
    };
    const answer = take(command);
    for (let id = unit.state.asking[0]; id !== undefined; id = unit.state.asking[0]) {
      const question = questionOf(unit.plan, unit.state, id);
      if (!question) throw new Error(id);
      const { needs, ...firing } = question;
      const missing = family.missingAt(path, needs, firing.owedAt);
      take({ type: 'judge', ...firing, missing, silent: [] });
    }
    return answer;
  });
  const eventsOf = (path: string) => units.find(({ plan }) => plan.path === path)?.events ?? [];
  return { answers, eventsOf };
}
const SITE = 'county/area/site';
const TICK = { type: 'tick' } as const;

describe('a duty that needs something of other units', () => {
  it('asks when it opens, and says once what is missing', () => {
    const { eventsOf } = together(
      [county(), area(), site([FUNDS])],
      [
        [SITE, OPEN, TICK],
        [SITE, DUE, TICK],
      ],
    );
    expect(eventsOf(SITE)).toMatchObject([
      { type: 'told', action: 'open' },
      { type: 'asked', owedAt: OPEN },
      { type: 'judged', missing: ['county:funds'], to: ['site#doer', 'site#leader'] },
      { type: 'told', action: 'due' },
    ]);
  });

  it('is refused while the last answer names something missing; that asks anew, and the next try passes', () => {
    const { answers, eventsOf } = together(
      [county(), area(), site([FUNDS])],
      [
        [SITE, OPEN, TICK],
        [SITE, OPEN + HOUR, complete('refit')],
        ['county', OPEN + 2 * HOUR, complete('funds')],
        [SITE, OPEN + 3 * HOUR, complete('refit')],
        [SITE, OPEN + 3 * HOUR + 5_000, complete('refit')],
      ],
    );
    expect(answers.slice(1)).toMatchObject([
      { refused: 'needs-open', detail: 'county:funds', asked: true },
      {},
      { refused: 'needs-open', asked: true },
      {},
    ]);
    expect(answers.at(-1)?.refused).toBeUndefined();
    // Who was told at the opening is not told again at each try.
    const told = eventsOf(SITE).filter((event) => event.type === 'judged' && event.to.length > 0);
    expect(told).toHaveLength(1);
  });

  it('says to a repeated key, too, that it had asked: the next key may have done it', () => {
    const { answers } = together(
      [county(), area(), site([FUNDS])],
      [
        [SITE, OPEN + HOUR, complete('refit', { key: 'k' })],
        [SITE, OPEN + 2 * HOUR, complete('refit', { key: 'k' })],
      ],
    );
    expect(answers[0]).toMatchObject({ refused: 'needs-open', asked: true });
    expect(answers[1]).toEqual(answers[0]);
  });

  it('asks at the first try where it was never asked before', () => {
    const early = { ...site([FUNDS]), duties: [duty('refit', DUE, { needs: [FUNDS] })] };
    const { answers } = together(
      [county(), area(), early],
      [
        ['county', OPEN, complete('funds')],
        [SITE, OPEN + HOUR, complete('refit')],
        [SITE, OPEN + HOUR + 1, complete('refit')],
      ],
    );
    expect(answers.slice(1)).toMatchObject([{ refused: 'needs-open', detail: 'funds' }, {}]);
    expect(answers[2]?.refused).toBeUndefined();
  });

  it('counts the silent as missing, by name', () => {
    const plan = planOf(site([FUNDS]));
    const opened = decide(plan, initialState(plan), TICK, OPEN);
    const asking = { ...opened.state.asking };
    expect(asking).toEqual({ 0: 'refit' });
    const firing = {
      duty: 'refit',
      action: 'gate',
      rung: -1,
      owedAt: OPEN,
      side: 'owner',
    } as const;
    const judged = decide(
      plan,
      opened.state,
      { type: 'judge', ...firing, missing: [], silent: ['county'] },
      OPEN,
    );
    expect(find(plan, judged.state, 'refit')?.progress.missing).toEqual(['county']);
    const tried = decide(plan, judged.state, complete('refit'), epochMs(OPEN + 1));
    expect(tried.answer).toMatchObject({ refused: 'needs-open', detail: 'county' });
  });

  it('is told its own words while the tree is asked, none of them out of turn', () => {
    const plan = planOf(site([FUNDS]));
    const opened = decide(plan, initialState(plan), TICK, OPEN);
    const due = decide(plan, opened.state, TICK, DUE);
    expect(notes(due.events)).toEqual(['06-15 12:00 due site#doer']);
    let state = initialState(plan);
    for (const event of [...opened.events, ...due.events]) {
      expect(wordFault({ plan, state }, event)).toBeNull();
      ({ state } = { state: (event === opened.events.at(-1) ? opened : due).state });
    }
  });

  it.each([
    ['parent', 'keys', 'county/area:keys'],
    ['root', 'funds', 'county:funds'],
  ] as const)('needs of the %s what stands there', (scope, step, missing) => {
    const { eventsOf } = together(
      [county(), area(), site([{ step, scope }])],
      [[SITE, OPEN, TICK]],
    );
    expect(eventsOf(SITE).at(-1)).toMatchObject({ type: 'judged', missing: [missing] });
  });

  it('holds the last answer and the last signature, not those before', () => {
    const needs = [FUNDS];
    const lines = ['a', 'b'].map((id) => ({ id, by: `s#${id}` }));
    const sign = { posts: ['s#a', 's#b'], withinMs: 9 * HOUR, ordered: false };
    const plan = unitPlan(
      [
        duty('list', DUE, { kind: 'ask', lines, needs }),
        duty('open', DUE, { kind: 'signed', sign, needs }),
      ],
      { path: SITE },
    );
    const answer = (line: string) => act('answer', 'list', { lines: [{ line, state: 'normal' }] });
    const signs = (post: string, by: string) => act('confirm', 'open', { post, by, content: 'x' });
    const { answers } = together(
      [county(), plan],
      [
        [SITE, OPEN, answer('a')],
        [SITE, OPEN, answer('b')],
        [SITE, OPEN, signs('s#a', 'li')],
        [SITE, OPEN, signs('s#b', 'wang')],
        ['county', OPEN, complete('funds')],
        [SITE, OPEN + 1, answer('b')],
        [SITE, OPEN + 2, answer('b')],
        [SITE, OPEN + 1, signs('s#b', 'wang')],
        [SITE, OPEN + 2, signs('s#b', 'wang')],
      ],
    );
    const open = 'needs-open';
    expect(answers.map(({ refused }) => refused)).toEqual([
      ...[undefined, open, undefined, open, undefined],
      ...[open, undefined, open, undefined],
    ]);
  });
});

describe('a simulation in which duties need something further up', () => {
  const seen = (plans: readonly UnitPlan[]): Happening[] => {
    const happenings: Happening[] = [];
    simulate(plans, (happening) => happenings.push(happening));
    return happenings;
  };
  const done = (path: string, happenings: readonly Happening[]) =>
    happenings.some(({ unit, event }) => unit === path && event.type === 'submitted');

  it('lets a participant report what the units above have done by then, at his first try', () => {
    const plans = [
      county([{ at: epochMs(OPEN + HOUR), command: complete('funds') }]),
      area([{ at: epochMs(OPEN + 3 * HOUR), command: complete('keys') }]),
      site(
        [FUNDS, { step: 'keys', scope: 'parent' }],
        [{ at: epochMs(OPEN + 4 * HOUR), command: complete('refit') }],
      ),
    ];
    const happenings = seen(plans);
    expect(done(SITE, happenings)).toBe(true);
    expect(happenings.some(({ event }) => event.type === 'refused')).toBe(false);
  });

  it('refuses him who is earlier than what he needs', () => {
    const plans = [
      county([{ at: epochMs(OPEN + 2 * HOUR), command: complete('funds') }]),
      site([FUNDS], [{ at: epochMs(OPEN + HOUR), command: complete('refit') }]),
    ];
    expect(done(SITE, seen(plans))).toBe(false);
  });

  it('waits with all that is later until the tree has answered', () => {
    const plan = planOf(site([FUNDS], [{ at: epochMs(OPEN + HOUR), command: complete('refit') }]));
    const opened = decide(plan, initialState(plan), TICK, OPEN);
    const firing = { duty: 'refit', action: 'gate', rung: -1, side: 'owner' } as const;
    const settled = decide(
      plan,
      opened.state,
      { type: 'judge', ...firing, owedAt: OPEN, missing: ['county:funds'], silent: [] },
      OPEN,
    );
    const held = decide(plan, settled.state, TICK, epochMs(DUE + 9 * HOUR));
    expect(held.events).toMatchObject([{ type: 'asked', owedAt: OPEN + HOUR }]);
    expect(nextWake(plan, held.state)).toBe(NEVER);
    expect(storyEnd(plan, held.state)).toBe(OPEN + HOUR + 1);
    const later = decide(
      plan,
      held.state,
      { type: 'judge', ...firing, owedAt: epochMs(OPEN + HOUR), missing: [], silent: [] },
      epochMs(DUE + 9 * HOUR),
    );
    expect(later.events).toMatchObject([
      { type: 'judged' },
      { type: 'submitted', at: OPEN + HOUR, scripted: 0 },
    ]);
  });

  it('gives each unit its events in the order of time, though another looks at it meanwhile', () => {
    const ready = duty('ready', epochMs(DUE + MINUTE), {
      kind: 'gate',
      needs: [{ step: 'refit', scope: 'subtree' }],
    });
    const plans = [
      unitPlan([duty('funds', DUE), ready], {
        path: 'county',
        script: [{ at: OPEN, command: complete('funds') }],
      }),
      site([FUNDS], [{ at: DUE, command: complete('refit') }]),
    ];
    const happenings = seen(plans);
    expect(happenings.find(({ event }) => event.type === 'accepted')).toMatchObject({
      unit: 'county',
      event: { duty: 'ready', by: 'gate' },
    });
  });
});

it('a rehearsal waits for the answer to the opening question, however late it comes, and asks no second one', () => {
  const at = epochMs(OPEN + 2 * HOUR);
  const plan = planOf(site([FUNDS], [{ at, command: complete('refit') }]));
  const late = epochMs(DUE + HOUR);
  const opened = decide(plan, initialState(plan), TICK, late);
  expect(opened.events.map(({ type }) => type)).toEqual(['told', 'asked']);
  expect(nextWake(plan, opened.state)).toBe(NEVER);
  expect(storyEnd(plan, opened.state)).toBe(at + 1);

  const question = questionOf(plan, opened.state, 'refit');
  if (!question) throw new Error('nothing is asked');
  const { needs: _needs, ...firing } = question;
  const answer = { type: 'judge', ...firing, missing: [], silent: [] } as const;
  const answered = decide(plan, opened.state, answer, late);
  expect(answered.events).toMatchObject([
    { type: 'judged', owedAt: OPEN },
    { type: 'submitted', at },
  ]);
});

it('an answer of the tree holds for the version that asked: another plan asks anew', () => {
  const plan = planOf(site([FUNDS]));
  const opened = decide(plan, initialState(plan), TICK, OPEN);
  const question = questionOf(plan, opened.state, 'refit');
  if (!question) throw new Error('nothing is asked');
  const { needs: _needs, ...firing } = question;
  const answer = { type: 'judge', ...firing, missing: [], silent: [] } as const;
  const answered = decide(plan, opened.state, answer, OPEN);
  const next = { ...site([FUNDS, { step: 'keys', scope: 'parent' }]), version: 2 };
  const at = epochMs(OPEN + HOUR);
  const adopted = decide(plan, answered.state, { type: 'adopt', plan: next, hash: 'two' }, at);
  const { answer: refused } = decide(adopted.plan, adopted.state, complete('refit'), at);
  expect(refused).toMatchObject({ refused: 'needs-open', asked: true });
});
