import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StepSource } from '../../src/engine/season-plan.js';
import { diffOf, isSame, type PlanDiff, type StepDiff } from '../../src/report/diff.js';
import { seasonPlan, step } from '../engine/season.js';
import { on, preparedOf, small } from './a-plan.js';

const posts = fc.uniqueArray(
  fc.constantFrom(
    { post: 'county#office', person: 'p1', name: '示一', title: '', from: '', to: '' },
    { post: 'county#office', person: 'p2', name: '示二', title: '', from: '', to: '' },
  ),
);
const changes: fc.Arbitrary<Partial<StepSource>> = fc.record({
  due: fc.constantFrom('E-1d 12:00', 'E-2d 12:00', '2027-06-14 08:00'),
  opens: fc.constantFrom(null, 'E-9d 09:00'),
  sessions: fc.constantFrom(null, ['chinese'], ['chinese', 'maths']),
  title: fc.constantFrom({ zh: '甲', en: 'A' }, { zh: '乙', en: 'B' }),
  doer: fc.constantFrom('own.doer', 'own.head'),
  remind: fc.constantFrom([], ['1d']),
  scope: fc.constantFrom({ kinds: ['site'] }, { units: ['county/one'] }),
  label: fc.constantFrom('internal', 'public'),
});
const prepared = fc
  .tuple(
    fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), changes), { selector: ([id]) => id }),
    posts,
  )
  .map(([steps, held]) => preparedOf(seasonPlan(steps.map(([id, over]) => step(id, over))), held));

/** The same comparison seen from the other side, its steps in no order. */
const mirrored = ({ steps, ladders, units, posts: held }: PlanDiff) => ({
  ladders: ladders.map((one) => ({ ...one, from: one.to, to: one.from })),
  steps: sorted(
    steps.map((diff) => ({
      ...diff,
      appears: sorted(diff.goes),
      goes: sorted(diff.appears),
      moves: sorted(diff.moves.map((move) => ({ ...move, from: move.to, to: move.from }))),
      changes: diff.changes.map((change) => ({ ...change, from: change.to, to: change.from })),
      title: null,
      was: null,
    })),
  ),
  units: { appears: units.goes, goes: units.appears },
  posts: { appears: sorted(held.goes), goes: sorted(held.appears) },
});
const ordered = (diff: PlanDiff) => {
  const { steps, ...rest } = mirrored(diff);
  return mirrored({ ...rest, steps: steps as unknown as StepDiff[] });
};
const sorted = <Thing>(things: readonly Thing[]): Thing[] =>
  [...things].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

describe('two plans compared', () => {
  it('are the same where they say the same, in whatever order', () => {
    fc.assert(
      fc.property(prepared, (plan) => {
        const turned = { ...plan, plan: { ...plan.plan, steps: [...plan.plan.steps].reverse() } };
        expect(isSame(diffOf(plan, plan))).toBe(true);
        expect(isSame(diffOf(plan, turned))).toBe(true);
      }),
    );
  });

  it('differ the same way from either side', () => {
    fc.assert(
      fc.property(prepared, prepared, (a, b) => {
        expect(mirrored(diffOf(a, b))).toEqual(ordered(diffOf(b, a)));
      }),
    );
  });

  it('differ where they do not say the same', () => {
    fc.assert(
      fc.property(prepared, prepared, (a, b) => {
        const said = (one: typeof a) => sorted([...one.plan.steps, ...one.posts].map((x) => x));
        const same = JSON.stringify(said(a)) === JSON.stringify(said(b));
        expect(isSame(diffOf(a, b))).toBe(same);
      }),
    );
  });

  it('tells a move once for all units that make it, with both instants', () => {
    const { steps } = diffOf(small(), small('due: E-1d 12:00', 'due: E-2d 12:00'));
    expect(steps.map(({ step: id, moves }) => [id, moves])).toEqual([
      [
        'safe',
        [
          {
            ...{ what: 'due', occurrence: null, units: ['top/one', 'top/two'] },
            ...{ from: on('06-15 12:00'), to: on('06-14 12:00') },
          },
        ],
      ],
      [
        // It hangs on the other.
        'letters',
        [
          {
            ...{ what: 'due', occurrence: null, units: ['top/one', 'top/two'] },
            ...{ from: on('06-15 10:00'), to: on('06-14 10:00') },
          },
        ],
      ],
    ]);
  });

  it('names what appears and what goes by unit and session', () => {
    const [closed] = diffOf(small(), small('[chinese]', '[maths]')).steps;
    expect(closed).toMatchObject({
      step: 'closed',
      appears: [{ unit: 'top/one', occurrence: 'maths', dueAt: on('06-17 11:10') }],
      goes: [{ unit: 'top/one', occurrence: 'chinese', dueAt: on('06-16 11:10') }],
      moves: [],
    });
  });

  it('says a new title and another owner', () => {
    const renamed = diffOf(small(), small('zh: 保密柜, en: Safe', 'zh: 保险柜, en: Safe')).steps;
    expect(renamed).toMatchObject([
      { title: { zh: '保险柜' }, was: { zh: '保密柜' }, changes: [] },
    ]);
    const owner = diffOf(small(), small('remind: [1d, 2h]', 'doer: own.leader')).steps[0];
    expect(owner?.changes).toEqual([
      { aspect: 'doer', from: 'own.doer', to: 'own.leader' },
      { aspect: 'remind', from: '1d, 2h', to: '' },
    ]);
  });

  it('tells a rung that moved once, however many steps climb it', () => {
    const { steps, ladders } = diffOf(small(), small('after: 2h, to: root', 'after: 3h, to: root'));
    expect(steps).toEqual([]);
    expect(ladders).toEqual([
      {
        ladder: 'general',
        from: '0m own.leader → 2h root.director, 1h × 3',
        to: '0m own.leader → 3h root.director, 1h × 3',
        steps: ['closed', 'letters', 'notice', 'ready', 'safe'],
      },
    ]);
  });

  it('says who is appointed and who is relieved', () => {
    const { posts: held } = diffOf(small(), small('o1,示二,top', 'o9,示九,top'));
    expect([held.goes, held.appears].map(([row]) => row?.name)).toEqual(['示二', '示九']);
  });
});
