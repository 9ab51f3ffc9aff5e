import { randomUUID } from 'node:crypto';
import { epochMs } from '../../engine/model.js';
import { factsOf, runningFacts, type Staffed } from '../registers/facts.js';
import { watchRoles } from '../registers/findings.js';
import { Refusal } from '../outcome.js';
import { known, planNow } from '../seasons.js';
import type { Parts } from '../service.js';
import { passedOn, type PassedOn, type Passing } from './held.js';
import { assertMayTakeOver } from './may-take-over.js';
import { rosterRefusal } from './say.js';

/** One person's duties go to another for a time (顶岗). Instants are the plan's. */
export interface HandOverWish {
  readonly from: string;
  readonly to: string;
  readonly since: number;
  readonly until: number;
  readonly reason: string;
  /** Only in this season; absent: in all that run. */
  readonly season?: string;
}

/** What was handed over, season by season. */
export interface HandedOver
  extends Pick<Passing, 'id' | 'from' | 'to' | 'reason' | 'fromAt' | 'untilAt'> {
  readonly seasons: readonly (PassedOn & { readonly season: string; readonly timezone: string })[];
}

type RosterParts = Pick<Parts, 'store' | 'now'>;

/**
 * Hands all of a person's posts and shifts to another, in one action: everything in all seasons, or nothing. Refuses by name
 * and reason what the rules do not allow.
 */
export async function handOver(
  parts: RosterParts,
  wish: HandOverWish,
  by: string,
): Promise<HandedOver> {
  const { store } = parts;
  const seasons = await seasonsMeant(parts, wish);
  const passing = await passingOf(parts, wish, seasons, by);
  const wanted = seasons
    .map((facts) => ({ facts, passed: passedOn(facts, passing) }))
    .filter(({ passed }) => passed.takeOvers.length + passed.changes.length > 0);
  if (wanted.length === 0)
    throw rosterRefusal('nothing-held', (words) => words['nothing-held'](passing.from.name));
  for (const { facts } of wanted) await assertAhead(parts, facts, wish);
  const others = seasons.some(({ season }) => season.rehearsal)
    ? seasons
    : await runningFacts(store);
  await assertMayTakeOver(parts, wanted, others, passing.to);
  const all = wanted.map(({ passed }) => passed);
  await store.takeOvers.put(
    all.flatMap(({ takeOvers }) => takeOvers),
    all.flatMap(({ changes }) => changes),
  );
  const { id, from, to, reason, fromAt, untilAt } = passing;
  return {
    ...{ id, from, to, reason, fromAt, untilAt },
    seasons: wanted.map(({ facts: { season }, passed }) => ({
      ...{ season: season.id, timezone: season.timezone },
      ...passed,
    })),
  };
}

/** Whose business it is: the posts that would be passed on, and those that owe the watches of the shifts. Refuses nothing. */
export async function concernedBy(
  parts: RosterParts,
  wish: HandOverWish,
): Promise<readonly SeasonPost[]> {
  const facts = await seasonsMeant(parts, wish).catch((error: unknown) => {
    if (error instanceof Refusal) return [];
    throw error;
  });
  const nameless = { id: '', reason: '', by: '', at: 0, fromAt: wish.since, untilAt: wish.until };
  const [from, to] = [wish.from, wish.to].map((person) => ({ person, name: '' })) as [Named, Named];
  return facts.flatMap((one) => {
    const { takeOvers, changes } = passedOn(one, { ...nameless, from, to });
    return [
      ...takeOvers.map(({ season, post }) => ({ season, post })),
      ...changes.map((change) => ({ season: change.season, post: postOfWatch(one, change) })),
    ];
  });
}

/** A post in a season. */
export interface SeasonPost {
  readonly season: string;
  readonly post: string;
}

/** The post that owes a watch, whose shifts those of a unit are. */
export const postOfWatch = (
  facts: Staffed,
  { unit, step }: { readonly unit: string; readonly step: string },
): string => `${unit}#${watchRoles(facts).get(step) ?? ''}`;

type Named = Passing['from'];

async function passingOf(
  parts: RosterParts,
  { from, to, since, until, reason }: HandOverWish,
  facts: readonly Staffed[],
  by: string,
): Promise<Passing> {
  if (reason.trim() === '')
    throw rosterRefusal('reason-missing', (words) => words['reason-missing']());
  const [giver, taker] = await namesOf(parts, facts, [from, to]);
  if (giver === undefined || taker === undefined) throw nobody(giver === undefined ? from : to);
  if (from === to) throw rosterRefusal('same-person', (words) => words['same-person'](giver));
  return {
    ...{ id: randomUUID(), fromAt: since, untilAt: until, reason, by, at: parts.now() },
    from: { person: from, name: giver },
    to: { person: to, name: taker },
  };
}

async function seasonsMeant(parts: RosterParts, { season }: HandOverWish): Promise<Staffed[]> {
  if (season === undefined) return runningFacts(parts.store);
  const facts = await factsOf(parts.store, await known(parts, season));
  return facts === null ? [] : [facts];
}

async function assertAhead(
  parts: RosterParts,
  { season }: Staffed,
  { since, until }: HandOverWish,
): Promise<void> {
  const now = await planNow(parts, season);
  if (until <= since || until <= now)
    throw rosterRefusal('times-reversed', (words) => words['times-reversed']());
}

/** As the seasons' plans or the register call them; undefined for whom nobody knows. */
export async function namesOf(
  { store }: Pick<Parts, 'store'>,
  seasons: readonly Staffed[],
  persons: readonly string[],
): Promise<(string | undefined)[]> {
  const entries = await store.registers.current('people', persons);
  const inRegister = new Map(entries.map(({ id, label }) => [id, label]));
  const onPosts = (person: string): string | undefined =>
    seasons
      .map(({ posts }) => posts.find((one) => one.person === person)?.name)
      .find((name) => name !== undefined);
  return persons.map((person) => inRegister.get(person) ?? onPosts(person));
}

export const nobody = (person: string): Refusal =>
  new Refusal('unknown-entry', `人员库中没有 ${person}`, `the register has no ${person}`);

/** Ends what was handed over, in every season where it has not ended: the person is back. */
export async function takeBack(
  parts: RosterParts,
  id: string,
): Promise<{ readonly from: string; readonly to: string }> {
  const rows = await parts.store.takeOvers.ofAction(id);
  let ended = 0;
  for (const season of new Set(rows.map((row) => row.season))) {
    const now = epochMs(await planNow(parts, await known(parts, season)));
    if (!rows.some((row) => row.season === season && row.untilAt > now)) continue;
    await parts.store.takeOvers.end(id, season, now);
    ended += 1;
  }
  const [first] = rows;
  if (!first || ended === 0)
    throw rosterRefusal('unknown-take-over', (words) => words['unknown-take-over'](id));
  return { from: first.absentName, to: first.name };
}
