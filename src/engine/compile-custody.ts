import { edgeOf } from './compile-moments.js';
import { ladderFor } from './compile-ladders.js';
import { postFor, type Scene, type Season } from './compile-scene.js';
import type {
  AlarmPlan,
  CustodyAlarm,
  CustodyLeg,
  CustodyOpening,
  CustodyPlan,
  CustodyRole,
} from './custody-plan.js';
import {
  custodyStep,
  custodySteps,
  type ConsignmentSource,
  type CustodySource,
  type LegSource,
  type OpeningSource,
  type PlaceSource,
} from './custody-source.js';
import { epochMs, type Duty, type EpochMs, type Post, type UnitPlan } from './model.js';
import { parseDuration } from './moment.js';
import type { StepSource, UnitSource } from './season-plan.js';
import { unitOfPost } from './tree.js';

interface Making {
  readonly scene: Scene;
  readonly source: CustodySource;
  readonly consignment: ConsignmentSource;
  readonly session: Parameters<typeof edgeOf>[2]['session'];
}

/** What a consignment's unit owes, leg by leg, and its book; null for every other unit. */
function consignmentOf(
  season: Season,
  unit: UnitSource,
): { readonly duties: readonly Duty[]; readonly custody: CustodyPlan } | null {
  const source = season.plan.custody;
  const consignment = source?.consignments.find(({ path }) => path === unit.path);
  if (!source || !consignment) return null;
  const scene: Scene = {
    ...{ season, unit, step: stepFor(consignment) },
    ...{ ladders: new Map(), posts: new Map() },
  };
  const session = season.plan.sessions.find(({ id }) => id === consignment.session) ?? null;
  const making: Making = { scene, source, consignment, session };
  return {
    duties: [
      ...consignment.legs.flatMap((leg, n) => legDuties(making, leg, n)),
      ...consignment.openings.flatMap((opening, n) => openingDuties(making, opening, n)),
    ],
    custody: planFor(making),
  };
}

/** By this name faults of a consignment are reported, and its file is found. */
export const faultName = (consignment: string): string => `@${consignment}`;

// Moments and posts are resolved for a step; of a consignment only its name and its exam matter.
const stepFor = ({ id, title }: ConsignmentSource): StepSource => ({
  ...{ id: faultName(id), title, phase: '', kind: 'task', scope: { units: [] }, sessions: null },
  ...{ doer: 'own.doer', answerable: 'own.doer', opens: null, due: '', remind: [], ladder: '' },
  ...{ accept: null, form: { fields: [], checks: [] }, lines: [], sign: null, needs: [] },
  ...{ systems: false, label: 'sensitive', source: '' },
});

function legDuties(making: Making, leg: LegSource, n: number): Duty[] {
  const { source } = making;
  const [from, to] = [placeIn(source, leg.from), placeIn(source, leg.to)];
  const departAt = instant(making, leg.depart, 'legs', n, 'depart');
  if (!from || !to || departAt === null) return [];
  const car = leg.vehicle === undefined ? undefined : placeIn(source, leg.vehicle);
  if (!car) {
    const both = [...from.keepers, ...to.keepers];
    return [{ ...signed(making, 'handover', leg.id, departAt, both), ...intoVault(making, to) }];
  }
  const arriveAt = instant(making, leg.arrive ?? leg.depart, 'legs', n, 'arrive');
  if (arriveAt === null) return [];
  const calls = leg.calls.flatMap((call, k): Duty[] => {
    const at = instant(making, call, 'legs', n, 'calls', k);
    return at === null ? [] : [task(making, 'call', leg.id, at, car.keepers[0], `.${k + 1}`)];
  });
  const arrive = task(making, 'arrive', leg.id, arriveAt, car.keepers[0]);
  const unload = signed(making, 'unload', leg.id, arriveAt, [...car.keepers, ...to.keepers]);
  return [
    signed(making, 'load', leg.id, departAt, [...from.keepers, ...car.keepers]),
    task(making, 'depart', leg.id, departAt, car.keepers[0]),
    ...calls,
    arrive,
    // Who arrives late is late already; his receivers' minutes count from when he is there.
    {
      ...unload,
      ...intoVault(making, to),
      after: { duty: arrive.id, offsetMs: unload.dueAt - arriveAt },
    },
  ];
}

/** Nothing comes into a vault without its permit, or earlier than the rule allows. */
function intoVault(
  { scene, source, consignment }: Making,
  to: PlaceSource,
): Pick<Duty, 'needs' | 'notBefore'> {
  const { intake } = source.rules;
  if (!intake || to.kind !== 'vault') return { needs: [] };
  const unit = unitOfPost(to.keepers[0]);
  const first = edgeOf(scene, firstSession(scene, consignment), { session: null, at: ['id'] });
  return {
    needs: [{ step: intake.permit, scope: 'unit', unit }],
    ...(first && {
      notBefore: { at: epochMs(first.at - ms(intake.before)), unless: intake.unless },
    }),
  };
}

/** The beginning of the exam that a consignment is of. */
function firstSession({ season }: Scene, { session }: ConsignmentSource): string {
  const { sessions } = season.plan;
  const of = sessions.find(({ id }) => id === session)?.exam ?? sessions[0]?.exam;
  const [first] = sessions
    .filter(({ exam }) => exam === of)
    .sort((a, b) => a.day - b.day || (a.start < b.start ? -1 : 1));
  const exam = of === undefined ? '' : `${of}:`;
  return first
    ? `${exam}E${first.day > 0 ? `+${first.day}d` : ''} ${first.start}`
    : `${exam}E 00:00`;
}

function openingDuties(making: Making, opening: OpeningSource, n: number): Duty[] {
  const place = placeIn(making.source, opening.place);
  const fromAt = instant(making, opening.from, 'openings', n, 'from');
  const untilAt = instant(making, opening.until, 'openings', n, 'until');
  if (!place || fromAt === null || untilAt === null) return [];
  return [
    signed(making, 'labels', opening.id, fromAt, place.keepers),
    signed(making, 'open', opening.id, untilAt, place.keepers),
  ];
}

function task(
  making: Making,
  act: CustodyRole['act'],
  of: string,
  at: EpochMs,
  doer: Post,
  suffix = '',
): Duty {
  const { scene, source } = making;
  const { lead, late, ladder } = source.rules.steps[act];
  const step = custodyStep(act);
  return {
    ...{ id: `${step}@${of}${suffix}`, step, kind: 'task', doer },
    answerable: `${unitOfPost(doer)}#${source.rules.answerable}`,
    openAt: lead === undefined ? null : epochMs(at - ms(lead)),
    dueAt: epochMs(at + ms(late)),
    remindBeforeMs: [],
    ladder: ladderFor(scene, ladder, 'ladder'),
    ...{ accept: null, fields: [], checks: [], lines: [], sign: null, needs: [] },
    ...{ systems: false, parent: null, custody: { act, of } },
    ...(act !== 'load' && act !== 'labels' && { quiet: true as const }),
  };
}

function signed(
  making: Making,
  act: CustodyRole['act'],
  of: string,
  at: EpochMs,
  posts: readonly Post[],
): Duty {
  // Whoever takes over answers for it; of a handover that is the last two.
  const duty = task(making, act, of, at, posts.at(-2) ?? posts[0] ?? '');
  const withinMs = ms(making.source.rules.steps[act].within ?? making.source.rules.steps[act].late);
  return { ...duty, kind: 'signed', sign: { posts, withinMs, ordered: false } };
}

function planFor(making: Making): CustodyPlan {
  const { consignment, source, scene } = making;
  const packets = source.packets.filter((packet) => packet.consignment === consignment.id);
  const on = (id: string): string[] =>
    packets.flatMap((packet) => (packet.route.includes(id) ? [packet.id] : []));
  const named = new Set([
    ...packets.map(({ at }) => at),
    ...consignment.legs.flatMap(({ from, to, vehicle }) => [from, to, vehicle ?? from]),
    ...consignment.openings.map(({ place }) => place),
  ]);
  return {
    places: source.places
      .filter(({ id }) => named.has(id))
      .map(({ title, ...rest }) => ({
        ...rest,
        title: title.zh,
      })),
    packets: packets.map(({ id, box, seal, sheets, at, track }) => ({
      ...{ id, box, seal, sheets, at, track },
    })),
    legs: consignment.legs.map(
      ({ id, from, to, vehicle }): CustodyLeg => ({
        ...{ id, from, to, via: vehicle ?? null, packets: on(id) },
      }),
    ),
    openings: consignment.openings.map((opening, n) => openingFor(making, opening, n, on)),
    crew: {
      keepers: source.rules.crew.keepers,
      police: source.rules.crew.police,
      escorts: source.rules.crew.escorts,
    },
    alarms: alarmsFor(scene, source),
  };
}

function openingFor(
  making: Making,
  { id, place, subject, track, from, until }: OpeningSource,
  n: number,
  on: (id: string) => string[],
): CustodyOpening {
  const session = making.consignment.session ?? making.consignment.id;
  return {
    ...{ id, place, session, subject, track, packets: on(id) },
    fromAt: instant(making, from, 'openings', n, 'from') ?? 0,
    untilAt: instant(making, until, 'openings', n, 'until') ?? 0,
  };
}

function alarmsFor(scene: Scene, { rules }: CustodySource): CustodyPlan['alarms'] {
  const entries = Object.entries(rules.alarms).map(([alarm, rule]): [string, AlarmPlan] => {
    const doer = postFor(scene, rule.doer, 'alarms');
    return [
      alarm,
      {
        ...{ title: rule.title.zh, doer, withinMs: ms(rule.within) },
        answerable: `${unitOfPost(doer)}#${rules.answerable}`,
        ladder: ladderFor(scene, rule.ladder, 'ladder'),
      },
    ];
  });
  return Object.fromEntries(entries) as Record<CustodyAlarm, AlarmPlan>;
}

/** The plan of a unit with what its consignment owes. */
export function withConsignment(plan: UnitPlan, season: Season, unit: UnitSource): UnitPlan {
  const found = consignmentOf(season, unit);
  if (!found || !season.plan.custody) return plan;
  const titles = custodySteps(season.plan).map(({ id, title }) => [id, title.zh]);
  const duties = [...plan.duties, ...found.duties].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    ...plan,
    duties,
    titles: { ...plan.titles, ...Object.fromEntries(titles) },
    custody: found.custody,
  };
}

const placeIn = ({ places }: CustodySource, id: string): PlaceSource | undefined =>
  places.find((place) => place.id === id);

const instant = (
  { scene, session }: Making,
  text: string,
  ...at: (string | number)[]
): EpochMs | null => edgeOf(scene, text, { session, at })?.at ?? null;

const ms = (text: string): number => parseDuration(text) ?? 0;
