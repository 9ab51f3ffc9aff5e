import { calendarOf } from '../../engine/calendar.js';
import { epochMs } from '../../engine/model.js';
import { awayIn, mustStay } from '../../registers/away.js';
import { clashesIn } from '../../registers/clashes.js';
import type { Engagement } from '../../registers/engagement.js';
import { overlap } from '../../registers/hours.js';
import { postSignedTwice } from '../../policy/two-persons.js';
import type { Parts } from '../service.js';
import { joinsHands } from '../vault-hands.js';
import { candidatesOf, hoursOf, type Staffed } from '../registers/facts.js';
import { findingsIn, watchRoles, type Assignment } from '../registers/findings.js';
import { clashing, notAssignable } from '../registers/say.js';
import { isInOfficeIn, withPassed, type PassedOn } from './held.js';
import { mayNotLeave, rosterRefusal } from './say.js';

/** What would be passed on in one season. */
export interface Wanted {
  readonly facts: Staffed;
  readonly passed: PassedOn;
}

interface Named {
  readonly person: string;
  readonly name: string;
}

/**
 * Holds whoever takes duties over against the rules, in all seasons at once: those who may not leave, who has passed them
 * on before, two persons where two must sign or be on shift, recusal and training, hours. Throws `Refusal`.
 */
export async function assertMayTakeOver(
  { store }: Pick<Parts, 'store'>,
  wanted: readonly Wanted[],
  others: readonly Staffed[],
  to: Named,
): Promise<void> {
  for (const one of wanted) {
    assertNobodyStays(one);
    assertFree(one, to);
    assertOncePerShift(one, to);
    await assertPairs(store, one, to);
    await assertHands(store, one, to);
    await assertEligible(store, one, to);
  }
  assertHours(wanted, others, to);
}

function assertNobodyStays({ facts, passed }: Wanted): void {
  for (const one of passed.takeOvers)
    if (mustStay(facts.plan, one.post, one)) throw mayNotLeave(facts, one.absentName, one.post);
}

function assertFree({ facts, passed }: Wanted, to: Named): void {
  for (const one of passed.takeOvers) {
    const before = facts.standIns.find(
      ({ post, absent, ...hours }) =>
        post === one.post && absent === one.absent && overlap(hours, one),
    );
    if (before) {
      const name = facts.posts.find(({ person }) => person === before.person)?.name;
      throw rosterRefusal('handed-over-before', (words) =>
        words['handed-over-before'](one.post, name ?? before.person),
      );
    }
    if (facts.standIns.some((other) => other.absent === to.person && overlap(other, one)))
      throw rosterRefusal('also-absent', (words) => words['also-absent'](to.name));
  }
}

function assertOncePerShift({ facts, passed }: Wanted, to: Named): void {
  const after = withPassed(facts, passed).shifts.filter(({ person }) => person === to.person);
  for (const [n, one] of after.entries()) {
    const isTwice = after
      .slice(n + 1)
      .some((other) => other.unit === one.unit && other.step === one.step && overlap(other, one));
    if (isTwice)
      throw rosterRefusal('twice-on-shift', (words) =>
        words['twice-on-shift'](to.name, one.unit, one.step),
      );
  }
}

/** Nobody comes to hold both posts that sign one duty: key and combination stay in two hands. */
async function assertPairs(
  { signings }: Parts['store'],
  { facts, passed: { takeOvers } }: Wanted,
  { person, name }: Named,
): Promise<void> {
  if (takeOvers.length === 0) return;
  const posts = takeOvers.map(({ post }) => post);
  const signed = await signings.signedWith(facts.season.id, posts);
  if (signed.length === 0) return;
  for (const one of takeOvers) {
    const own = facts.posts.filter(
      (held) => held.person === person && isInOfficeIn(facts, held, one),
    );
    const taken = facts.standIns.filter((other) => other.person === person && overlap(other, one));
    const held = [...own, ...taken, ...takeOvers].map(({ post }) => post);
    const other = postSignedTwice({ post: one.post, held }, signed);
    if (other !== null)
      throw rosterRefusal('signs-both', (words) => words['signs-both'](name, one.post, other));
  }
}

/** Nor both hands of a vault, whoever has them by now. */
async function assertHands(
  store: Parts['store'],
  { facts, passed: { takeOvers } }: Wanted,
  { person, name }: Named,
): Promise<void> {
  for (const { post, fromAt, untilAt } of takeOvers) {
    const coming = { post, person, fromAt: epochMs(fromAt), untilAt: epochMs(untilAt) };
    if (await joinsHands(store, facts.season.id, coming))
      throw rosterRefusal('hands-joined', (words) => words['hands-joined'](name, post));
  }
}

async function assertEligible(
  store: Parts['store'],
  { facts, passed: { takeOvers, changes } }: Wanted,
  { person, name }: Named,
): Promise<void> {
  const roles = watchRoles(facts);
  const calendar = calendarOf(facts.season.timezone);
  const asked = [
    ...takeOvers.map(({ post, fromAt }) => ({ post, fromAt })),
    ...changes.flatMap(({ unit, step, fromAt }) => {
      const role = roles.get(step);
      return role === undefined ? [] : [{ post: `${unit}#${role}`, fromAt }];
    }),
  ];
  const candidate = await candidatesOf(store, [person]);
  // On the day on which he begins: training may still come before it.
  const barred = asked.flatMap(({ post, fromAt }) => {
    const one: Assignment = { person, name, post };
    return findingsIn(facts, [one], candidate, calendar.dateOf(epochMs(fromAt)));
  });
  const refused = barred.filter((one) => one.barred);
  if (refused.length > 0) throw notAssignable(refused);
}

/** Nobody is at two places at one time because of it, and no head who may not leave is called elsewhere. */
function assertHours(wanted: readonly Wanted[], others: readonly Staffed[], to: Named): void {
  const own = new Map(
    wanted.map(({ facts, passed }) => [facts.season.id, withPassed(facts, passed)]),
  );
  const after = others.map((one) => own.get(one.season.id) ?? one);
  const all = hoursOf(after).filter(({ subject }) => subject === to.person);
  const known = new Set(
    hoursOf(others)
      .filter(({ subject }) => subject === to.person)
      .map(nameOf),
  );
  const isNew = (one: Engagement): boolean => !known.has(nameOf(one));
  const clashes = clashesIn(all).filter(({ a, b }) => isNew(a) || isNew(b));
  const [first] = after;
  if (clashes.length > 0 && first) throw clashing(clashes, first.season.timezone);
  for (const facts of after)
    for (const { person, post, by } of awayIn(facts, all))
      if (person === to.person && 'subject' in by && isNew(by))
        throw mayNotLeave(facts, to.name, post);
}

const nameOf = ({ season, place, post, why, what, fromAt }: Engagement): string =>
  [season, place, post, why, what, fromAt].join(' ');
