import { groupedBy } from '../../engine/grouped.js';
import {
  ROOM_DUTIES,
  type RoomDuty,
  type RoomRole,
  type RoomRules,
} from '../../engine/room-rules.js';
import type { SeasonPlan } from '../../engine/season-plan.js';
import { eligibility, type Reason } from '../../registers/eligibility.js';
import { sessionHours, type Engagement, type SessionHours } from '../../registers/engagement.js';
import { overlap } from '../../registers/hours.js';
import { examsOf, ruleOf, type Rule } from '../../registers/rule.js';
import { type RoomWorld, type Seat } from '../../rooms/seat.js';
import { Refusal } from '../outcome.js';
import {
  candidatesOf,
  factsOf,
  hoursOf,
  runningFacts,
  versionOf,
  type FactsStore,
} from '../registers/facts.js';
import { known } from '../seasons.js';
import type { Parts } from '../service.js';
import { placesIn, type Places } from './places.js';

/** A season whose plan says how rooms are staffed. */
export interface RoomSeason {
  readonly id: string;
  readonly timezone: string;
  readonly plan: SeasonPlan;
  readonly rules: RoomRules;
  readonly places: Places;
  readonly hours: readonly SessionHours[];
  /** Sessions that share time with one, itself among them. */
  meeting(session: string): readonly string[];
}

/** Refuses where there is no such season, or its plan has no rules for rooms. */
export async function roomSeason({ store }: Pick<Parts, 'store'>, id: string): Promise<RoomSeason> {
  const season = await known({ store }, id);
  const facts = await factsOf(store, season);
  const rules = facts?.plan.rooms;
  if (!facts || !rules)
    throw new Refusal(
      'no-room-rules',
      `考季 ${id} 的方案没有考场监考规则（rooms.yaml）`,
      `the plan of ${id} has no rules for rooms (rooms.yaml)`,
    );
  const { plan } = facts;
  const hours = sessionHours(plan);
  const meeting = (session: string): readonly string[] => {
    const own = hours.find(({ id: other }) => other === session);
    if (!own) return [session];
    return hours
      .filter((other) =>
        overlap(
          { fromAt: own.startAt, untilAt: own.endAt },
          { fromAt: other.startAt, untilAt: other.endAt },
        ),
      )
      .map((one) => one.id);
  };
  return { id, timezone: season.timezone, plan, rules, places: placesIn(plan), hours, meeting };
}

/** Roles whose holders at a site decide who is replaced; none where there is no such season, or no rules for rooms. */
export async function deciders(
  { store }: Pick<Parts, 'store'>,
  id: string,
): Promise<readonly string[]> {
  const season = await store.season(id);
  const version = season && (await versionOf(store, season));
  return version?.plan.rooms?.replacement.by ?? [];
}

/** All that these people are held against: registers, plan, and the hours of their other duties. */
export async function worldOf(
  store: FactsStore,
  season: RoomSeason,
  seats: readonly Pick<Seat, 'person'>[],
): Promise<RoomWorld> {
  const { plan, rules, places } = season;
  const candidate = await candidatesOf(
    store,
    seats.map(({ person }) => person),
  );
  const sessions = new Map(sessionHours(plan).map((one) => [one.id, one]));
  const busy = await engagementsOf(store, season, new Set(seats.map(({ person }) => person)));
  const asked = rulesByDuty(season);
  const examOf = examsBySession(plan);
  const meetings = new Map(
    plan.sessions.map(({ id }) => [id, new Set(season.meeting(id))] as const),
  );
  return {
    rules,
    countyOf: places.countyOf,
    meet: (one, other) => one === other || (meetings.get(one)?.has(other) ?? false),
    person(id) {
      const { person } = candidate(id);
      const county = person?.home && places.isCirculating ? places.countyOf(person.home) : '';
      return { name: person?.name ?? null, school: person?.school ?? '', county };
    },
    barredBy({ person, site, session, duty }) {
      const { rule, role } = asked(duty);
      const day = sessions.get(session)?.day ?? plan.examDay;
      return eligibility(candidate(person), { rule, exams: examOf(session), unit: site, day })
        .map((reason) => strictly(reason, role))
        .filter(({ bars }) => bars);
    },
    engagedAt({ person, site, session }) {
      const own = sessions.get(session);
      if (!own) return null;
      const hours = { fromAt: own.startAt, untilAt: own.endAt };
      const other = busy.get(person)?.find((one) => one.place !== site && overlap(one, hours));
      return other?.place ?? null;
    },
  };
}

/** On the day of a session a declaration that the school has not confirmed is none, where the rules ask for it. */
const strictly = (reason: Reason, { confirmed }: RoomRole): Reason =>
  confirmed && reason.code === 'recusal-unconfirmed' ? { ...reason, bars: true } : reason;

function rulesByDuty({ plan, rules }: RoomSeason) {
  const { invigilator, patrol } = rules.roles;
  // Whoever waits to step in is held to what he may be in a minute.
  const roles: Readonly<Record<RoomDuty, RoomRole>> = { invigilator, patrol, reserve: invigilator };
  const made = Object.fromEntries(
    ROOM_DUTIES.map((duty) => [duty, madeOf(duty, roles[duty], plan.examDay)]),
  ) as Record<RoomDuty, Rule>;
  return (duty: RoomDuty) => ({ rule: made[duty], role: roles[duty] });
}

const madeOf = (id: string, role: RoomRole, examDay: string): Rule => {
  const { recusal, graduating, training, trainingLasts } = role;
  const lasts = trainingLasts === undefined ? {} : { trainingLasts };
  return ruleOf({ id, recusal, graduating, training, ...lasts }, examDay);
};

/** What was declared counts exam by exam (B2): the one that a session belongs to. */
function examsBySession(plan: SeasonPlan): (session: string) => readonly string[] {
  const all = examsOf(plan);
  const own = new Map(
    plan.sessions.map(({ id, exam }) => [
      id,
      all.filter((key) => exam !== undefined && key.endsWith(`/${exam}`)),
    ]),
  );
  return (session) => {
    const found = own.get(session) ?? [];
    return found.length > 0 ? found : all.slice(0, 1);
  };
}

async function engagementsOf(
  store: FactsStore,
  { id }: RoomSeason,
  people: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly Engagement[]>> {
  const season = await store.season(id);
  const own = season ? await factsOf(store, season) : null;
  // A rehearsal takes nobody's time but its own.
  const all = season?.rehearsal ? (own ? [own] : []) : await runningFacts(store);
  return groupedBy(
    hoursOf(all).filter(({ subject }) => people.has(subject)),
    ({ subject }) => subject,
  );
}
