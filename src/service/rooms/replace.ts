import { RoomsMoved, type NewRoomEntry } from '../../adapters/store/rooms.js';
import { calendarOf } from '../../engine/calendar.js';
import { epochMs } from '../../engine/model.js';
import type { Reserve } from '../../registers/substitutes.js';
import { checkPerson } from '../../rooms/check-people.js';
import { placeLeft, type Replacement, type ReplacedFor } from '../../rooms/replaced.js';
import { placeOf, type Seat } from '../../rooms/seat.js';
import {
  freeReserves,
  inPlace,
  mayTake,
  substitutesIn,
  type Around,
} from '../../rooms/substitutes.js';
import { reasonsIn } from '../../text/register-words.js';
import { rosterWords } from '../../text/room-words.js';
import type { Lang } from '../../text/lang.js';
import { texts } from '../../text/texts.js';
import { heldPosts } from '../courier/on-duty.js';
import { Refusal } from '../outcome.js';
import { candidatesOf, versionOf } from '../registers/facts.js';
import { namesOf } from '../registers/entries.js';
import { known, planNow } from '../seasons.js';
import type { Parts } from '../service.js';
import { hashOf, moved } from './accept.js';
import { replacedWords } from './replaced-word.js';
import { noRoster, viewOf, type ReplacementView } from './look.js';
import { standingIn } from './standing.js';
import { roomSeason, worldOf, type RoomSeason } from './world.js';

/** Somebody fails in a room, and another is to take his place. */
export interface ReplaceWish {
  readonly session: string;
  readonly site: string;
  readonly room: string;
  readonly absent: string;
  /** Out of the reserve; absent: the nearest who may. */
  readonly person?: string;
  readonly reason: ReplacedFor;
  readonly inspector: string;
  /** Plan time; absent: now. */
  readonly happenedAt?: number;
  /** The chief who decides it. */
  readonly by: string;
}

export interface Replaced {
  readonly season: string;
  readonly timezone: string;
  readonly replacement: ReplacementView;
  /** Other places that whoever left has on rosters that stand. */
  readonly also: readonly string[];
  /** His relative in the exam was put down in the register (yes or no, nothing else). */
  readonly declared: boolean;
}

/** `lang`: of the house, in which words go out. */
type RoomParts = Pick<Parts, 'store' | 'now'> & { readonly lang?: Lang };
type PlaceWish = Pick<ReplaceWish, 'session' | 'site' | 'room' | 'absent'>;
const TRIES = 8;

/** Who could lawfully take a place, the nearest first. */
export async function substitutesFor(
  parts: RoomParts,
  id: string,
  wish: PlaceWish,
): Promise<readonly Reserve[]> {
  const { around, place } = await sceneOf(parts, await roomSeason(parts, id), wish);
  return substitutesIn(place, freeReserves(around, wish.session), around);
}

/**
 * Replaces an invigilator in one action (B13): by the chief of the site, on an inspector's word, out of the reserve, by the
 * rules of that room. Both names, when it happened and when it was recorded are kept. Throws `Refusal`.
 */
export async function replaceInvigilator(
  parts: RoomParts,
  id: string,
  wish: ReplaceWish,
  recordedBy: string,
): Promise<Replaced> {
  const season = await roomSeason(parts, id);
  const now = await planNow(parts, await known(parts, id));
  const happenedAt = wish.happenedAt ?? now;
  if (happenedAt > now) throw refusal('not-yet', (words) => words['not-yet']());
  await assertChief(parts, season, wish, now);
  const inspectorName = await inspectorNamed(parts, season, wish);
  for (let n = 1; ; n += 1) {
    const basis = await parts.store.rooms.head(id);
    const { around, place } = await sceneOf(parts, season, wish);
    const reserve = reserveFor(wish, place, around);
    assertFour(wish, reserve.person);
    const replacement: Replacement = {
      ...{ session: wish.session, site: wish.site, room: wish.room },
      ...{ absent: place.person, absentName: nameOf(around, place) },
      ...{ person: reserve.person, name: nameOf(around, reserve), reason: wish.reason },
      ...{ inspector: wish.inspector, inspectorName, by: wish.by, recordedBy },
      ...{ happenedAt, recordedAt: now },
    };
    // First, and again without harm: whoever has a relative in the exam stands nowhere else either.
    const declared = wish.reason === 'relative' && (await declare(parts, season, replacement));
    const others = await othersOf(parts, id, place);
    const words = await replacedWords(parts, season, replacement, others, parts.lang ?? 'zh');
    try {
      await parts.store.rooms.append(id, basis, [entryOf(replacement, parts.now())], words);
    } catch (error) {
      if (!(error instanceof RoomsMoved)) throw error;
      if (n === TRIES) throw moved();
      continue;
    }
    const also = others.map(placeOf);
    const { timezone } = season;
    return { season: id, timezone, replacement: viewOf(replacement, season), also, declared };
  }
}

async function sceneOf(parts: RoomParts, season: RoomSeason, wish: PlaceWish) {
  const { sheets, seats } = await standingIn(parts.store, season.id, season.meeting(wish.session));
  const { session, site } = wish;
  if (!sheets.some((one) => one.session === session && one.site === site))
    throw noRoster(session, site);
  const place = placeLeft(seats, wish);
  if (!place) throw refusal('not-in-room', (words) => words['not-in-room'](wish.absent, wish.room));
  const asked = seats.filter(({ duty, site: other }) => duty === 'reserve' || other === wish.site);
  const world = await worldOf(parts.store, season, asked);
  const around: Around = { seats, world };
  return { around, place };
}

function reserveFor(wish: ReplaceWish, place: Seat, around: Around): Seat {
  const free = freeReserves(around, wish.session);
  const [nearest] = wish.person === undefined ? substitutesIn(place, free, around) : [];
  const named = wish.person ?? nearest?.person;
  if (named === undefined) throw refusal('no-substitute', (words) => words['no-substitute']());
  const reserve = free.find(({ person }) => person === named);
  if (!reserve) throw refusal('not-reserve', (words) => words['not-reserve'](named));
  if (mayTake(reserve, place, around)) return reserve;
  throw notLawful(reserve, place, around);
}

/** What speaks against him, in words; where nothing does of himself, it is whom he would sit beside. */
function notLawful(reserve: Seat, place: Seat, { world }: Around): Refusal {
  const faults = checkPerson(inPlace(reserve, place), world);
  const why = (lang: 'zh' | 'en'): string =>
    faults.length === 0
      ? texts(lang).rooms.refused['breaks-room']
      : faults
          .map(({ code, about, reasons }) =>
            code === 'not-eligible'
              ? reasonsIn(reasons, lang)
              : rosterWords(code, { zh: about, en: about })[lang],
          )
          .join(lang === 'zh' ? '；' : '; ');
  const say = (lang: 'zh' | 'en'): string =>
    texts(lang).rooms.refused['not-lawful'](reserve.person, why(lang));
  return new Refusal('not-lawful', say('zh'), say('en'));
}

async function assertChief(
  { store }: RoomParts,
  { id, rules }: RoomSeason,
  { site, by }: ReplaceWish,
  now: number,
): Promise<void> {
  const season = await known({ store }, id);
  const held = await heldPosts(store, season, by, epochMs(now));
  const roles = rules.replacement.by;
  if (roles.some((role) => held.includes(`${site}#${role}`))) return;
  throw refusal('not-the-chief', (words) => words['not-the-chief'](by, roles.join('/')));
}

async function inspectorNamed(
  { store }: RoomParts,
  { id }: RoomSeason,
  { inspector }: ReplaceWish,
): Promise<string> {
  const candidate = await candidatesOf(store, [inspector]);
  const { person } = candidate(inspector);
  if (person) return person.name;
  const version = await versionOf(store, await known({ store }, id));
  const holder = version?.posts.find((one) => one.person === inspector);
  if (holder) return holder.name;
  throw refusal('no-such-inspector', (words) => words['no-such-inspector'](inspector));
}

function assertFour({ inspector, by, absent }: ReplaceWish, person: string): void {
  if (new Set([inspector, by, absent, person]).size < 4)
    throw refusal('not-two', (words) => words['not-two']());
}

/** Only that there is a relative: who it is nobody writes down. Whether it was not yet so on the register. */
async function declare(
  { store, now }: RoomParts,
  season: RoomSeason,
  { absent, by, recordedAt, session }: Replacement,
): Promise<boolean> {
  const { plan } = season;
  const own = plan.sessions.find(({ id }) => id === session)?.exam ?? plan.exams?.[0]?.id;
  const exam = own === undefined ? plan.season : `${plan.season}/${own}`;
  const candidate = await candidatesOf(store, [absent]);
  const { person, declarations } = candidate(absent);
  if (person === null) return false;
  const before =
    declarations.find((one) => one.exam === exam) ??
    declarations.find((one) => one.exam === plan.season);
  if (before?.exam === exam && before.relative) return false;
  const body = {
    ...{ person: absent, exam, relative: true, graduating: before?.graduating ?? false },
    declared: calendarOf(season.timezone).dateOf(epochMs(recordedAt)),
    // The school has confirmed another answer.
    confirmedBy: '',
  };
  const write = { kind: 'declarations' as const, body, ...namesOf('declarations', body) };
  await store.registers.put([write], { by, at: now() });
  return true;
}

const entryOf = (body: Replacement, at: number): NewRoomEntry => ({
  ...{ kind: 'replacement', session: body.session, site: body.site, at, by: body.by, body },
  hash: hashOf(JSON.stringify(body)),
});

/** Where whoever goes has a place besides. */
async function othersOf({ store }: RoomParts, id: string, gone: Seat): Promise<readonly Seat[]> {
  const { seats } = await standingIn(store, id);
  const place = placeOf(gone);
  return seats.filter((seat) => seat.person === gone.person && placeOf(seat) !== place);
}

/** As the roster calls him, else the register. */
const nameOf = ({ world }: Around, { person, name }: Seat): string =>
  name || (world.person(person).name ?? person);

type Words = ReturnType<typeof texts>['rooms']['refused'];

const refusal = (code: keyof Words, say: (words: Words) => string): Refusal =>
  new Refusal(code, say(texts('zh').rooms.refused), say(texts('en').rooms.refused));
