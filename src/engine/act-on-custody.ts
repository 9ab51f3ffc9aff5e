import type { Of, Scene } from './act-scene.js';
import { raised } from './custody-alarms.js';
import { legOf, legRun, openingOf, wayOf } from './custody-book.js';
import type { CustodyFact, CustodyLeg, CustodyPlan, CustodyState } from './custody-plan.js';
import { expectedWords, isLabel, isStatement, packetsMeant } from './custody-words.js';
import type { DutyCommand, EpochMs, Post, Sender, UnitEvent } from './model.js';
import { factOf, no, type Outcome, type Refused } from './outcome.js';
import { find, type Plan, type State } from './state.js';

type Act = Of<'custody'>;

/** A duty of a consignment together with its book. */
interface Desk {
  readonly scene: Scene;
  readonly plan: CustodyPlan;
  readonly book: CustodyState;
  readonly role: NonNullable<Scene['duty']['custody']>;
}

function deskOf(scene: Scene): Desk | null {
  const { custody: plan } = scene.plan;
  const { custody: book } = scene.state;
  const { custody: role } = scene.duty;
  return plan && book && role ? { scene, plan, book, role } : null;
}

/** A plain report completes nothing of a consignment: papers are where two and two say. */
export const custodyOnly = ({ duty }: Scene, type: DutyCommand['type']): Refused | null =>
  duty.custody && (type === 'complete' || type === 'answer' || type === 'amend')
    ? no('custody-only', duty.id)
    : null;

/** What is done with papers on their way: leaving, calling, arriving, getting off, letting it go on. */
export function actOnCustody(scene: Scene, command: Act): Outcome {
  const desk = deskOf(scene);
  if (!desk) return no('wrong-kind', scene.duty.kind);
  if (command.act === 'settle') return settle(desk, command);
  const leg = legOf(desk.plan, desk.role.of);
  // Getting off is told of the arrival that is still to come.
  const needed = command.act === 'alight' ? 'arrive' : command.act;
  if (!leg || desk.role.act !== needed) return no('wrong-kind', desk.role.act);
  switch (command.act) {
    case 'depart':
      return depart(desk, leg, command);
    case 'call':
      return onTheWay(desk, leg) ?? done(desk, command, { is: 'called', leg: leg.id });
    case 'arrive':
      return onTheWay(desk, leg) ?? done(desk, command, { is: 'arrived', leg: leg.id });
    case 'alight':
      return onTheWay(desk, leg) ?? alight(desk, leg, command);
  }
}

/**
 * What stands against a signature of a handover, a comparison of labels or an opening; null where it counts. What
 * differs from the book is no mere refusal: it stops the handover, and somebody hears of it.
 */
export function againstSignature(scene: Scene, command: Of<'confirm'>): Outcome | null {
  const desk = deskOf(scene);
  if (!desk) return null;
  const { plan, book, role } = desk;
  const { duty } = scene;
  if (book.stopped.includes(duty.id)) return no('custody-stopped', duty.id);
  const expected = expectedWords(plan, book, duty.id, role);
  if (expected === null) return no('wrong-kind', role.act);
  const isReadable = role.act === 'labels' ? isLabel : isStatement;
  if (!isReadable(command.content)) return no('custody-unreadable', command.content.slice(0, 100));
  const early = outOfOrder(desk);
  if (early) return early;
  return command.content === expected ? null : differed(desk, command, expected);
}

/** What a signature brings about besides itself: the last of a handover moves the packets, the first of an opening opens them. */
export function afterSignature(scene: Scene, command: Of<'confirm'>, isLast: boolean): UnitEvent[] {
  const desk = deskOf(scene);
  if (!desk) return [];
  const { plan, book, role } = desk;
  if (role.act === 'open') return opened(desk, command);
  const way = wayOf(plan, role);
  if (!isLast || !way) return [];
  const packets = packetsMeant(plan, book, scene.duty.id, role) ?? [];
  return [fact(desk, keyless(command), { is: 'moved', from: way.from, to: way.to, packets })];
}

/** A lock's own word: at its time it is only noted, at any other it is an alarm. */
export function unlocked(plan: Plan, state: State, command: Of<'unlock'>, now: EpochMs): Outcome {
  const { custody } = plan;
  const { custody: book } = state;
  const place = custody?.places.find(({ id }) => id === command.place);
  if (!custody || !book || !place) return no('unknown-place', command.place.slice(0, 100));
  const at = command.happenedAt ?? now;
  const lawful = isUnlockedInTime(plan, state, custody, place.id, at);
  const event: UnitEvent = {
    ...{ type: 'custody' as const, ...factOf(command, now) },
    fact: { is: 'unlocked', place: place.id, lawful },
  };
  if (lawful) return [event];
  return [event, ...raised(plan, state, 'unlocked', place.title, place.id, now)];
}

function depart(desk: Desk, leg: CustodyLeg, command: Act & { act: 'depart' }): Outcome {
  const { plan, book, scene } = desk;
  const car = plan.places.find(({ id }) => id === leg.via);
  if (!car) return no('wrong-kind', 'handover');
  if (!isDoneHere(scene, 'load', leg.id)) return no('custody-order', `load ${leg.id}`);
  if (legRun(book, leg.id).departed) return no('already-done', leg.id);
  if (plain(command.plate) !== plain(car.plate ?? '')) return no('wrong-plate', command.plate);
  if (command.others > 0) return no('others-aboard', String(command.others));
  const aboard = [...new Set(command.aboard)];
  const stranger = aboard.find((post) => !isOfCrew(car, post));
  if (stranger !== undefined) return no('not-of-the-crew', stranger);
  const keepers = aboard.filter((post) => car.keepers.includes(post)).length;
  const police = aboard.filter((post) => car.police?.includes(post)).length;
  const { crew } = plan;
  if (keepers < crew.keepers || police < crew.police || aboard.length < crew.escorts)
    return no('escort-too-small', `${keepers}+${police} / ${crew.keepers}+${crew.police}`);
  return done(desk, command, { is: 'departed', leg: leg.id, plate: car.plate ?? '', aboard });
}

function alight(desk: Desk, leg: CustodyLeg, command: Act & { act: 'alight' }): Outcome {
  const { aboard } = legRun(desk.book, leg.id);
  const { plan, state, now } = desk.scene;
  if (!aboard.includes(command.post)) return no('not-of-the-crew', command.post);
  const left = fact(desk, command, { is: 'alighted', leg: leg.id, post: command.post });
  if (aboard.length - 1 >= desk.plan.crew.escorts) return [left];
  return [left, ...raised(plan, state, 'escort-short', leg.id, desk.scene.duty.id, now)];
}

function settle(desk: Desk, command: Act & { act: 'settle' }): Outcome {
  const { plan, book, role, scene } = desk;
  const { duty, progress } = scene;
  if (!command.reason.trim()) return no('reason-missing');
  if (!book.stopped.includes(duty.id)) return no('custody-not-stopped', duty.id);
  const way = wayOf(plan, role);
  const here = way?.packets ?? openingOf(plan, role.of)?.packets ?? [];
  const stranger = command.without.find((id) => !here.includes(id));
  if (stranger !== undefined) return no('unknown-packet', stranger);
  const { reason, without } = command;
  const to = [progress.doer ?? duty.doer, ...(duty.sign?.posts ?? [])];
  const event = fact(desk, command, { is: 'settled', reason, without: [...new Set(without)] });
  return [{ ...event, to: [...new Set(to)] }];
}

// Whatever was signed before the difference was signed to other words: all of it is void.
function differed(desk: Desk, command: Of<'confirm'>, expected: string): UnitEvent[] {
  const { scene, role } = desk;
  const { plan, state, duty, now, progress } = scene;
  const posts = duty.sign?.posts ?? [];
  const said = command.content;
  // Who said it is told no, and the same key is told no again; what it brought about stands beside it.
  const refused: UnitEvent = {
    ...{ type: 'refused', command: 'confirm', duty: duty.id, ...factOf(command, now) },
    ...{ reason: 'content-differs', noted: true },
  };
  const stop = fact(desk, keyless(command), { is: 'differed', said, expected });
  const lapsed: UnitEvent[] = progress.signatures?.length
    ? [{ type: 'lapsed', duty: duty.id, by: command.by, at: now, to: [...new Set(posts)] }]
    : [];
  const alarm = role.act === 'labels' ? 'wrong-label' : 'difference';
  return [refused, stop, ...lapsed, ...raised(plan, state, alarm, role.of, duty.id, now)];
}

// What is open is open: it is noted whatever the hour, and outside its hour it is an alarm.
function opened(desk: Desk, command: Of<'confirm'>): UnitEvent[] {
  const { plan, book, role, scene } = desk;
  const opening = openingOf(plan, role.of);
  if (!opening || book.opened.includes(opening.id)) return [];
  const at = command.happenedAt ?? scene.now;
  const early = at < opening.fromAt;
  const unmatched = !isDoneHere(scene, 'labels', opening.id);
  return [
    fact(desk, keyless(command), { is: 'opened', opening: opening.id, early }),
    ...(early ? alarmed(desk, 'opened-early', 0) : []),
    ...(unmatched ? alarmed(desk, 'opened-unmatched', early ? 1 : 0) : []),
  ];
}

const alarmed = (
  { scene: { plan, state, duty, now }, role }: Desk,
  alarm: 'opened-early' | 'opened-unmatched',
  after: number,
): UnitEvent[] => raised(plan, state, alarm, role.of, duty.id, now, after);

/** Papers that are not there, or not on the road, can be handed over by nobody. */
function outOfOrder({ plan, book, role, scene }: Desk): Refused | null {
  const leg = legOf(plan, role.of);
  if (role.act === 'unload' && leg && !legRun(book, leg.id).arrived)
    return no('custody-order', `arrive ${leg.id}`);
  const way = wayOf(plan, role);
  const opening = openingOf(plan, role.of);
  const where = way?.from ?? opening?.place ?? '';
  const meant = way ? way.packets : (opening?.packets ?? []);
  const allowed = new Set(Object.values(book.without).flat());
  const away = meant.find((id) => book.at[id] !== where && !allowed.has(id));
  if (away !== undefined) return no('custody-elsewhere', `${away} ${book.at[away] ?? ''}`);
  const isNone = (packetsMeant(plan, book, scene.duty.id, role) ?? meant).length === 0;
  return isNone ? no('custody-elsewhere', role.of) : null;
}

function onTheWay({ book }: Desk, leg: CustodyLeg): Refused | null {
  const { departed, arrived } = legRun(book, leg.id);
  if (!departed) return no('custody-order', `depart ${leg.id}`);
  return arrived ? no('already-done', leg.id) : null;
}

/** The fact, and with it the duty that it was. */
function done(desk: Desk, command: Act, what: CustodyFact): UnitEvent[] {
  const { duty, now } = desk.scene;
  return [
    fact(desk, command, what),
    { type: 'submitted', duty: duty.id, ...factOf(keyless(command), now) },
  ];
}

// Only the first event of a command bears its key.
function keyless<Said extends { readonly key?: string }>({
  key: _key,
  ...said
}: Said): Omit<Said, 'key'> {
  return said;
}

const fact = (
  { scene: { duty, now } }: Desk,
  command: Sender,
  what: CustodyFact,
): Extract<UnitEvent, { type: 'custody' }> => ({
  ...{ type: 'custody' as const, duty: duty.id, ...factOf(command, now), fact: what },
});

/** A lock may open while its place's papers are due to be opened or handed over. */
function isUnlockedInTime(
  plan: Plan,
  state: State,
  custody: CustodyPlan,
  place: string,
  at: EpochMs,
): boolean {
  const isOpening = custody.openings.some(
    (one) => one.place === place && one.fromAt <= at && at <= one.untilAt,
  );
  return isOpening || plan.duties.some((duty) => isHandedOverAt(plan, state, duty.id, place, at));
}

function isHandedOverAt(plan: Plan, state: State, id: string, place: string, at: EpochMs): boolean {
  const found = find(plan, state, id);
  const role = found?.duty.custody;
  const way = role && plan.custody && wayOf(plan.custody, role);
  if (!found || !way || (way.from !== place && way.to !== place)) return false;
  const { openAt, dueAt } = found.duty;
  const isOpen = openAt !== null && openAt <= at;
  // Late papers have to get in and out too.
  return isOpen && (found.progress.acceptedAt === null || at <= dueAt);
}

const isDoneHere = ({ plan, state }: Scene, act: string, of: string): boolean => {
  const duty = plan.duties.find(({ custody }) => custody?.act === act && custody.of === of);
  const found = duty && find(plan, state, duty.id);
  return found?.progress.status === 'accepted';
};

const isOfCrew = (
  car: { readonly keepers: readonly Post[]; readonly police?: readonly Post[] },
  post: Post,
): boolean => car.keepers.includes(post) || car.police?.includes(post) === true;

// Plates are written with and without dots and spaces.
const plain = (plate: string): string => plate.replace(/[\s·.-]/g, '').toUpperCase();
