import { randomUUID } from 'node:crypto';
import type { ShiftChange } from '../../adapters/store/take-overs.js';
import { factsOf, runningFacts, type Staffed } from '../registers/facts.js';
import { known } from '../seasons.js';
import type { Parts } from '../service.js';
import { namesOf, nobody } from './hand-over.js';
import { assertMayTakeOver } from './may-take-over.js';
import { rosterRefusal } from './say.js';

/** Two shifts of one watch change hands (换班); each is named by its beginning, plan time. */
export interface SwapWish {
  readonly season: string;
  readonly unit: string;
  readonly step: string;
  readonly from: string;
  readonly shift: number;
  readonly to: string;
  readonly other: number;
  readonly reason: string;
}

export interface Swapped {
  readonly id: string;
  readonly season: string;
  readonly timezone: string;
  /** By person. */
  readonly names: Readonly<Record<string, string>>;
  readonly changes: readonly ShiftChange[];
}

/** Swaps two shifts, both or none; refuses by name and reason what the rules do not allow. */
export async function swapShifts(
  parts: Pick<Parts, 'store' | 'now'>,
  wish: SwapWish,
  by: string,
): Promise<Swapped> {
  const { store, now } = parts;
  const season = await known(parts, wish.season);
  const facts = await factsOf(store, season);
  if (facts === null) throw noShift(wish.from, wish);
  if (wish.reason.trim() === '')
    throw rosterRefusal('reason-missing', (words) => words['reason-missing']());
  const change = (shift: number, absent: string, person: string): ShiftChange => ({
    ...{ id, season: season.id, unit: wish.unit, step: wish.step, fromAt: shift, absent, person },
    ...{ reason: wish.reason, by, at: now() },
  });
  const id = randomUUID();
  const changes = [change(wish.shift, wish.from, wish.to), change(wish.other, wish.to, wish.from)];
  assertAlike(facts, wish);
  const others = season.rehearsal ? [facts] : await runningFacts(store);
  const persons = [wish.from, wish.to];
  const names: Record<string, string> = {};
  for (const [n, name] of (await namesOf(parts, [facts], persons)).entries()) {
    const person = persons[n] ?? '';
    if (name === undefined) throw nobody(person);
    names[person] = name;
    const wanted = [{ facts, passed: { takeOvers: [], changes } }];
    await assertMayTakeOver(parts, wanted, others, { person, name });
  }
  await store.takeOvers.put([], changes);
  return { id, season: season.id, timezone: season.timezone, names, changes };
}

/** Whoever leads a shift is of a rank that its members are not. */
function assertAlike({ shifts }: Staffed, wish: SwapWish): void {
  const roleOf = (person: string, fromAt: number) => {
    const found = shifts.find(
      (one) =>
        one.unit === wish.unit &&
        one.step === wish.step &&
        one.person === person &&
        one.fromAt === fromAt,
    );
    if (!found) throw noShift(person, wish);
    return found.role;
  };
  if (roleOf(wish.from, wish.shift) !== roleOf(wish.to, wish.other))
    throw rosterRefusal('not-a-leader', (words) => words['not-a-leader']());
}

const noShift = (person: string, { unit, step }: SwapWish) =>
  rosterRefusal('no-such-shift', (words) => words['no-such-shift'](person, unit, step));
