import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  pairFault,
  postSignedTwice,
  signedFaults,
  signingFault,
  type Asking,
  type Signing,
} from '../../src/policy/two-persons.js';

const keeper = { person: 'li', secret: 'card/3/17', offices: ['c/site-1'], holds: true };
const guard = { person: 'wang', secret: 'card/4/9', offices: ['c/police'] };
const RULE = { differentOffices: true, initiators: [] };

describe('a second signature', () => {
  const says = (over: Partial<Asking>, rule = {}) =>
    signingFault({ ...keeper, ...over }, [guard], { ...RULE, ...rule });

  it('is that of another person, with another secret, of another body, on a post of his own', () => {
    expect(says({})).toBeNull();
    expect(says({ holds: false })).toBe('not-the-holder');
    expect(says({ person: 'wang' })).toBe('signed-for-himself');
    expect(says({ secret: 'card/4/9' })).toBe('secret-shared');
    expect(says({ offices: ['c/site-1', 'c/police'] })).toBe('office-shared');
    expect(says({ offices: ['c/police'] }, { differentOffices: false })).toBeNull();
    expect(says({}, { initiators: ['li'] })).toBe('had-a-hand');
  });

  it('is nobody’s who brought the other about; the first may be', () => {
    expect(signingFault(keeper, [], { ...RULE, initiators: ['li'] })).toBeNull();
  });

  it('plays all parts from one terminal in a rehearsal, by different persons still', () => {
    const oneSecret = { oneSecret: true as const };
    expect(says({ secret: 'card/4/9' }, oneSecret)).toBeNull();
    expect(says({ secret: 'card/4/9', person: 'wang' }, oneSecret)).toBe('signed-for-himself');
  });
});

describe('the signatures that closed a duty', () => {
  const signed = [
    { ...guard, at: 1_000 },
    { ...keeper, at: 5_000 },
  ];
  const rule = { differentOffices: true, withinMs: 5_000 };

  it('hold when they are those of two people within the window', () => {
    expect(signedFaults(signed, rule)).toEqual([]);
    expect(signedFaults(signed, { ...rule, withinMs: 3_999 })).toEqual(['window-passed']);
    expect(
      signedFaults(
        [
          { ...guard, at: 0 },
          { ...keeper, secret: null, at: 1 },
        ],
        rule,
      ),
    ).toEqual(['secret-unknown']);
  });
});

it('nobody stands in for a post beside which he signs himself', () => {
  const signatures = [['s#keeper', 's#guard'], ['s#head']];
  expect(postSignedTwice({ post: 's#guard', held: ['s#keeper'] }, signatures)).toBe('s#keeper');
  expect(postSignedTwice({ post: 's#guard', held: ['s#head', 's#guard'] }, signatures)).toBeNull();
  expect(postSignedTwice({ post: 's#head', held: ['s#keeper'] }, signatures)).toBeNull();
});

const signing: fc.Arbitrary<Signing> = fc.record({
  person: fc.constantFrom('a', 'b', 'c', 'd'),
  secret: fc.constantFrom(null, '1', '2', '3'),
  offices: fc.subarray(['x', 'y', 'z'], { minLength: 1 }),
});
const rule = fc.record({
  differentOffices: fc.boolean(),
  initiators: fc.subarray(['a', 'b', 'c', 'd']),
});

it('law: what is let in one after another are always so many people and secrets', () => {
  fc.assert(
    fc.property(fc.array(signing, { maxLength: 8 }), rule, (wanted, given) => {
      const before: Signing[] = [];
      for (const one of wanted)
        if (signingFault({ ...one, holds: true }, before, given) === null) before.push(one);
      expect(new Set(before.map(({ person }) => person)).size).toBe(before.length);
      const secrets = before.flatMap(({ secret }) => secret ?? []);
      expect(new Set(secrets).size).toBe(secrets.length);
      const all = before.flatMap(({ offices }) => offices);
      if (given.differentOffices) expect(new Set(all).size).toBe(all.length);
      // What was let in, holds afterwards; only what no secret is known of is said again.
      const signed = before.map((one, at) => ({ ...one, at }));
      const faults = signedFaults(signed, { ...given, withinMs: 100 });
      expect(faults.filter((fault) => fault !== 'secret-unknown')).toEqual([]);
    }),
  );
});

it('law: who came first makes no difference, and more signatures never make one good', () => {
  fc.assert(
    fc.property(
      signing,
      signing,
      fc.array(signing, { maxLength: 3 }),
      rule,
      (a, b, more, given) => {
        expect(pairFault(a, b, given)).toBe(pairFault(b, a, given));
        if (signingFault({ ...a, holds: true }, more, given) !== null)
          expect(signingFault({ ...a, holds: true }, [...more, b], given)).not.toBeNull();
      },
    ),
  );
});
