import type { Messages } from '../../../workflows/messages.js';
import { calendarOf } from '../../engine/calendar.js';
import { readCrew } from '../../engine/watch.js';
import { unitOfPost } from '../../engine/tree.js';
import { clashesIn } from '../../registers/clashes.js';
import { mustStay } from '../../registers/away.js';
import { isInOffice, type Engagement } from '../../registers/engagement.js';
import { mayNotLeave } from '../roster/say.js';
import { Refusal } from '../outcome.js';
import type { ActName } from '../port.js';
import { known, planNow } from '../seasons.js';
import type { Parts } from '../service.js';
import { candidatesOf, factsOf, hoursOf, runningFacts, type Staffed } from './facts.js';
import { findingsIn, watchRoles, type Assignment } from './findings.js';
import { clashing, notAssignable } from './say.js';
import { substitutesOn } from './substitutes.js';

/**
 * Holds whoever a command puts to work – a stand-in, the post a duty is handed on to, the crew that comes on duty –
 * against the registers and the hours of all seasons. Refuses by name; says nothing of other commands.
 */
export async function assertAssignable(
  parts: Pick<Parts, 'store' | 'now'>,
  season: string,
  path: string,
  name: ActName,
  message: Messages[ActName],
): Promise<void> {
  const check = name === 'standIn' || name === 'handOn' || isComing(name, message);
  if (!check) return;
  const of = await known(parts, season);
  const facts = await factsOf(parts.store, of);
  if (facts === null) return;
  const day = calendarOf(of.timezone).dateOf(await planNow(parts, of));
  if (name === 'standIn') await assertStandIn(parts, facts, message as Messages['standIn'], day);
  else if (name === 'handOn') await assertHandOn(parts, facts, message as Messages['handOn'], day);
  else await assertCrew(parts, facts, path, message as Messages['confirm'], day);
}

const isComing = (name: ActName, message: Messages[ActName]): boolean =>
  name === 'confirm' && 'post' in message && message.post === 'incoming';

async function assertStandIn(
  { store }: Pick<Parts, 'store'>,
  facts: Staffed,
  { person, post, from, until }: Messages['standIn'],
  day: string,
): Promise<void> {
  const hours = { fromAt: instantOf(from), untilAt: instantOf(until) };
  // A message that cannot be read is the unit's to refuse.
  if (!(hours.untilAt > hours.fromAt) || !post.includes('#')) return;
  if (mustStay(facts.plan, post, hours)) throw mayNotLeave(facts, holderOf(facts, post), post);
  const place = unitOfPost(post);
  const others = facts.season.rehearsal ? [facts] : await runningFacts(store);
  const all = hoursOf(others);
  const own: Engagement = {
    ...{ subject: person, place, ...hours, season: facts.plan.season },
    ...{ post, why: 'stand-in', what: '' },
  };
  const candidate = await candidatesOf(store, [person]);
  const asked = [{ person, name: nameIn(facts, person), post }];
  const barred = findingsIn(facts, asked, candidate, day).filter((one) => one.barred);
  if (barred.length > 0) {
    const wish = { post, hours: [hours], day };
    const substitutes = await substitutesOn(store, facts, all, wish);
    throw notAssignable(barred.map((one) => ({ ...one, substitutes })));
  }
  const busy = all.filter(({ subject, ...one }) => subject === person && !isSame(one, own));
  const clashes = clashesIn([own, ...busy]).filter(({ a, b }) => a === own || b === own);
  if (clashes.length > 0) throw clashing(clashes, facts.plan.timezone);
}

/** Asked again with the same key, it stands on record already. */
const isSame = (one: Omit<Engagement, 'subject'>, own: Engagement): boolean =>
  one.why === 'stand-in' && one.post === own.post && one.fromAt === own.fromAt;

/** Somebody must be able to do what is handed on. */
async function assertHandOn(
  { store }: Pick<Parts, 'store'>,
  facts: Staffed,
  { to }: Messages['handOn'],
  day: string,
): Promise<void> {
  const holders = facts.posts.filter((one) => one.post === to && isInOffice(one, day));
  const instead = facts.standIns.filter(({ post }) => post === to);
  const names = new Set([...holders, ...instead].map(({ person }) => person));
  if (names.size === 0 && facts.posts.length > 0)
    throw new Refusal('post-vacant', `${to} 现无人担任，不能转办`, `nobody holds ${to} now`);
  await assertAny(store, facts, crewOf(facts, [...names], to), day);
}

/** Whoever comes on duty is held to the rule of the post that owes the watch. */
async function assertCrew(
  { store }: Pick<Parts, 'store'>,
  facts: Staffed,
  path: string,
  { step, content }: Messages['confirm'],
  day: string,
): Promise<void> {
  const crew = readCrew(content);
  const role = watchRoles(facts).get(step);
  if (crew === null || role === undefined) return;
  const persons = [...crew.heads, ...crew.members];
  const asked = crewOf(facts, persons, `${path}#${role}`);
  const candidate = await candidatesOf(store, persons);
  const barred = findingsIn(facts, asked, candidate, day).filter((one) => one.barred);
  if (barred.length > 0) throw notAssignable(barred);
}

async function assertAny(
  store: Parts['store'],
  facts: Staffed,
  asked: readonly Assignment[],
  day: string,
): Promise<void> {
  const candidate = await candidatesOf(
    store,
    asked.map(({ person }) => person),
  );
  const barred = findingsIn(facts, asked, candidate, day).filter((one) => one.barred);
  if (asked.length > 0 && barred.length === asked.length) throw notAssignable(barred);
}

const crewOf = (facts: Staffed, persons: readonly string[], post: string): Assignment[] =>
  persons.map((person) => ({ person, name: nameIn(facts, person), post }));

const holderOf = ({ posts }: Staffed, post: string): string =>
  posts.find((one) => one.post === post)?.name ?? post;

const nameIn = ({ posts }: Staffed, person: string): string =>
  posts.find((one) => one.person === person)?.name ?? '';

const instantOf = (said: number | string): number =>
  typeof said === 'number' ? said : Date.parse(said);
