import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DutyView } from '../../src/adapters/store/types.js';
import { ROLES, type Actor } from '../../src/policy/actor.js';
import { may } from '../../src/policy/may.js';
import { narrowedTo } from '../../src/service/reads/reach.js';
import { isMeant } from '../adapters/naive-lists.js';

const PATHS = ['c', 'c/a', 'c/a/1', 'c/a-2', 'c/health', 'd'];
const POSTS = ['c#office', 'c/a/1#doer', 'c/health#leader', 'c/health/x#doer', 'd#doer'];

const grants = fc.record({
  id: fc.constant('g'),
  role: fc.constantFrom(...ROLES),
  unit: fc.constantFrom('', ...PATHS),
  season: fc.constantFrom(null, 's', 'other'),
  department: fc.constantFrom(null, null, 'c/health', 'c/a/1'),
});
const actors: fc.Arbitrary<Actor> = fc.record({
  person: fc.constant('p1'),
  name: fc.constant('张三'),
  grants: fc.array(grants, { maxLength: 3 }),
  way: fc.constantFrom('session' as const, 'token' as const, 'link' as const, 'console' as const),
  secret: fc.constant('x'),
  factors: fc.constantFrom(1 as const, 2 as const),
  scopes: fc.constantFrom(null, ['duty.read'] as const),
  only: fc.constantFrom(null, null, { season: 's', path: 'c/a/1', duties: ['line'] }),
});
const views = fc.record({
  season: fc.constant('s'),
  path: fc.constantFrom(...PATHS),
  duty: fc.constant('line'),
  doer: fc.constantFrom(...POSTS),
  answerable: fc.constantFrom(...POSTS),
});

it('a list is never narrowed so far that it hides what somebody may read', () => {
  fc.assert(
    fc.property(
      actors,
      views,
      fc.subarray(POSTS),
      fc.option(fc.constantFrom(...PATHS), { nil: undefined }),
      (actor, view, held, under) => {
        const { season, path, duty, doer, answerable } = view;
        const target = { season, path, duty, posts: [doer, answerable], held };
        const isAsked = isMeant(view as DutyView, { season, ...(under && { under }) });
        if (!isAsked || may(actor, 'duty.read', target) !== true) return;
        const narrowed = narrowedTo(actor, season, held, under);
        expect(isMeant(view as DutyView, { season, ...narrowed })).toBe(true);
      },
    ),
    { numRuns: 5_000 },
  );
});

it('a coordinator of an area looks for duties in his area alone', () => {
  const actor = {
    ...{ person: 'p1', name: '张三', way: 'session', secret: 'x', factors: 2 },
    ...{ scopes: null, only: null },
    grants: [{ id: 'g', role: 'coordinator', unit: 'c/a', season: null, department: null }],
  } as const satisfies Actor;
  expect(narrowedTo(actor, 's', [], undefined)).toEqual({ under: 'c/a' });
  expect(narrowedTo(actor, 's', [], 'c')).toEqual({ under: 'c/a' });
  expect(narrowedTo(actor, 's', [], 'c/a/1')).toEqual({ under: 'c/a/1' });
  expect(narrowedTo(actor, 's', [], 'd')).toEqual({ reach: { bodies: [], posts: [] } });
});
