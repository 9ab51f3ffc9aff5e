import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ROLES, type Actor, type Grant, type Target } from '../../src/policy/actor.js';
import { may } from '../../src/policy/may.js';
import { OPERATIONS, type Operation } from '../../src/policy/operation.js';
import { sightOf } from '../../src/policy/sight.js';
import { ADMINISTRATORS, reachOf, TABLE } from '../../src/policy/table.js';
import { concerns, within } from '../../src/policy/within.js';
import { rightsPage } from '../../src/report/rights.js';
import { aGrant, anActor } from './a-actor.js';
import { naively, UNITS } from './naive.js';

const PLACES = {
  'own department': { path: 'c/a/police', posts: ['c/a/police#doer'] },
  'own unit': { path: 'c/a', posts: ['c/a#doer'] },
  'below it': { path: 'c/a/1', posts: ['c/a/1#doer'] },
  'named like it': { path: 'c/ab', posts: ['c/ab#doer'] },
  'beside it': { path: 'c/b', posts: ['c/b#doer'] },
  'above it': { path: 'c', posts: ['c#doer'] },
  'elsewhere, answerable here': { path: 'c/b', posts: ['c/b#doer', 'c/a/police#head'] },
  'elsewhere, my post': { path: 'c/b', posts: ['c/b#doer'], held: ['c/b#doer'] },
} satisfies Record<string, Target>;
type Place = keyof typeof PLACES;

const IN_SUBTREE: readonly Place[] = ['own department', 'own unit', 'below it'];
const POLICE: readonly Place[] = ['own department', 'elsewhere, answerable here'];
const MINE: readonly Place[] = ['elsewhere, my post'];

/** What each reach means for somebody of `c/a`, and for one who is there for its police alone. */
const wanted = (grant: Grant, operation: Operation): readonly Place[] => {
  const everything = Object.keys(PLACES) as Place[];
  switch (reachOf(grant.role, operation)) {
    case 'everywhere':
      return everything;
    case 'subtree':
      return grant.unit === '' ? everything : IN_SUBTREE;
    case 'own':
      return grant.department
        ? ['own department', ...MINE]
        : [...new Set([...IN_SUBTREE, ...POLICE, ...MINE])];
    case 'held':
      return MINE;
    case 'none':
      return [];
  }
};

describe('the matrix of the table', () => {
  it.each(ROLES)('%s does what the table says and nothing else', (role) => {
    const grant = aGrant(role);
    const actor = anActor([grant]);
    for (const operation of OPERATIONS) {
      const refused = reachOf(role, operation) === 'none' ? 'no-right' : 'out-of-reach';
      const places = Object.keys(PLACES) as Place[];
      const answers = places.map(
        (place) => [place, may(actor, operation, { season: 's', ...PLACES[place] })] as const,
      );
      const allowed = wanted(grant, operation);
      expect([operation, ...answers]).toEqual([
        operation,
        ...places.map((place) => [place, allowed.includes(place) || refused]),
      ]);
    }
  });

  it('lets no administrator touch a duty, and no auditor change anything', () => {
    const changing = OPERATIONS.filter((one) => !/\.(read|own|check|verify)$/.test(one));
    const duties = OPERATIONS.filter((one) => one.startsWith('duty.'));
    for (const role of ADMINISTRATORS)
      expect(duties.filter((one) => reachOf(role, one) !== 'none')).toEqual([]);
    expect(changing.filter((one) => reachOf('auditor', one) !== 'none')).toEqual([]);
    const held = (one: Operation) => ADMINISTRATORS.filter((role) => reachOf(role, one) !== 'none');
    expect(held('account.grant')).toEqual(['security-admin']);
    expect(held('system.operate')).toEqual(['system-admin']);
    expect(held('audit.read')).toEqual(['audit-admin']);
  });

  it('is what the page shows', () => {
    // Else: node --import tsx tests/support/publish-rights.ts
    expect(readFileSync('docs/rights.md', 'utf8')).toBe(rightsPage());
    expect(Object.keys(TABLE)).toEqual([...OPERATIONS]);
  });
});

describe('may', () => {
  const site = aGrant('site', { unit: 'c/a/1' });
  const there: Target = { season: 's', path: 'c/a/1', duty: 'line', posts: ['c/a/1#doer'] };

  it('holds a grant to its season', () => {
    const actor = anActor([{ ...site, season: 's' }]);
    expect(may(actor, 'duty.complete', there)).toBe(true);
    expect(may(actor, 'duty.complete', { ...there, season: 't' })).toBe('out-of-reach');
    expect(may(actor, 'season.read', { season: 't' })).toBe('out-of-reach');
    expect(may(actor, 'register.write', { path: 'c/a/1' })).toBe('out-of-reach');
  });

  it('lets nobody accept because he works in the unit that owes', () => {
    const target = { ...there, posts: ['c/a#office'] };
    expect(may(anActor([site]), 'duty.accept', target)).toBe('out-of-reach');
    expect(may(anActor([site]), 'duty.accept', { ...target, held: ['c/a#office'] })).toBe(true);
  });

  it('asks coordinators and administrators for both factors, sites for one', () => {
    const once = { factors: 1 } as const;
    expect(may(anActor([site], once), 'duty.complete', there)).toBe(true);
    const lead = anActor([aGrant('coordinator')], once);
    expect(may(lead, 'duty.waive', there)).toBe('second-factor');
    expect(may(lead, 'duty.waive', { season: 's', path: 'c/b' })).toBe('out-of-reach');
    const admin = anActor([aGrant('security-admin')], once);
    expect(may(admin, 'account.grant')).toBe('second-factor');
  });

  it('keeps a token to its scopes, and to what tokens may do at all', () => {
    const token = { way: 'token', factors: 1, scopes: ['duty.read', 'duty.confirm'] } as const;
    const actor = anActor([site], token);
    expect(may(actor, 'duty.read', there)).toBe(true);
    expect(may(actor, 'duty.complete', there)).toBe('not-in-scope');
    expect(may(actor, 'duty.confirm', there)).toBe('not-by-token');
    expect(may({ ...actor, scopes: null }, 'duty.read', there)).toBe('not-in-scope');
    expect(may({ ...actor, scopes: ['audit.read'] }, 'audit.read')).toBe('no-right');
  });

  it('keeps a link to its duties', () => {
    const only = { season: 's', path: 'c/a/1', duties: ['line'] };
    const scopes = ['duty.complete', 'register.write'] as const;
    const actor = anActor([site], { way: 'link', factors: 1, scopes, only });
    expect(may(actor, 'duty.complete', there)).toBe(true);
    expect(may(actor, 'duty.complete', { ...there, duty: 'other' })).toBe('link-only');
    expect(may(actor, 'register.write', { season: 's', path: 'c/a/1' })).toBe(true);
    expect(may(actor, 'register.write', { season: 's', path: 'c/a/2' })).toBe('link-only');
    expect(may({ ...actor, scopes: null }, 'duty.complete', there)).toBe('not-in-scope');
  });

  it('allows nothing to whom roles were given that exclude each other', () => {
    for (const role of ADMINISTRATORS) {
      const actor = anActor([aGrant(role), aGrant('coordinator')]);
      expect(may(actor, 'season.read', { season: 's' })).toBe('clash');
      expect(sightOf(actor, 'duty.read')).toEqual([]);
    }
  });

  it('reaches nothing with a site’s right that names no site', () => {
    const actor = anActor([{ ...site, unit: '' }]);
    expect(may(actor, 'duty.complete', there)).toBe('out-of-reach');
  });

  it('lets the console act for others and give no rights', () => {
    const actor = anActor([], { way: 'console', factors: 1 });
    expect(may(actor, 'duty.complete', there)).toBe(true);
    expect(may(actor, 'season.start', { season: 's', path: 'c' })).toBe(true);
    expect(may(actor, 'account.grant')).toBe('no-right');
    expect(may(actor, 'audit.read')).toBe('no-right');
  });
});

const unit = fc.constantFrom('', ...UNITS.filter((path) => path !== '@'));
const post = fc
  .tuple(fc.constantFrom(...UNITS), fc.constantFrom('doer', 'head'))
  .map(([path, role]) => `${path}#${role}`);
const grants = fc.array(
  fc.record({
    id: fc.constant('g'),
    role: fc.constantFrom(...ROLES),
    unit,
    season: fc.constantFrom(null, 's', 't'),
    department: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, unit),
  }),
  { maxLength: 3 },
);
const few = { selector: (one: string) => one, maxLength: 3 };
const target = fc.record(
  {
    season: fc.constantFrom('s', 't'),
    path: fc.constantFrom(...UNITS),
    duty: fc.constantFrom('line', 'safe'),
    posts: fc.uniqueArray(post, few),
    held: fc.uniqueArray(post, few),
  },
  { requiredKeys: [] },
);
const actors: fc.Arbitrary<Actor> = fc
  .record({
    grants,
    way: fc.oneof(
      { weight: 3, arbitrary: fc.constant('session' as const) },
      fc.constantFrom('token' as const, 'link' as const, 'desk' as const, 'console' as const),
    ),
    factors: fc.constantFrom(1 as const, 2 as const),
    scopes: fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      fc.uniqueArray(fc.constantFrom(...OPERATIONS), { minLength: 5 }),
    ),
    only: fc.oneof(
      { weight: 4, arbitrary: fc.constant(null) },
      fc.record({
        season: fc.constantFrom('s', 't'),
        path: fc.constantFrom(...UNITS),
        duties: fc.constant(['line']),
      }),
    ),
  })
  .map((parts) => anActor(parts.grants, parts));

describe('ten thousand probes', () => {
  it('find what a naive model finds', () => {
    let allowed = 0;
    fc.assert(
      fc.property(actors, fc.constantFrom(...OPERATIONS), target, (actor, operation, about) => {
        const isAllowed = may(actor, operation, about) === true;
        if (isAllowed) allowed += 1;
        expect(isAllowed).toBe(naively(actor, operation, about));
      }),
      { numRuns: 10_000 },
    );
    // Probes that are all refused would prove nothing.
    expect(allowed).toBeGreaterThan(300);
  });

  // Whoever has a right without any posts is not asked for his before he acts.
  it('never lose a right by the posts that a duty names or that they hold', () => {
    fc.assert(
      fc.property(actors, fc.constantFrom(...OPERATIONS), target, (actor, operation, about) => {
        const { posts: _named, held: _held, ...plain } = about;
        if (may(actor, operation, plain) === true) expect(may(actor, operation, about)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  it('see in lists what they may read one by one, except by a post they hold', () => {
    const about = target
      .filter(({ path }) => path !== undefined)
      .map((one) => ({ ...one, held: [] }));
    fc.assert(
      fc.property(actors, about, (actor, one) => {
        const season = one.season ?? 's';
        const isSeen = sightOf(actor, 'duty.read').some(
          (sight) =>
            (sight.season === null || sight.season === season) &&
            within(one.path ?? '', sight.under) &&
            (sight.department === null || concerns(one, sight.department)),
        );
        const isAllowed = may(actor, 'duty.read', { ...one, season }) === true;
        // A link sees its whole unit and reads its own duties in it.
        const isFair = actor.only === null ? isSeen === isAllowed : isSeen || !isAllowed;
        expect(isFair).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});
