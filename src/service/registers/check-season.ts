import type { EntryWrite } from '../../adapters/store/register-types.js';
import { calendarOf } from '../../engine/calendar.js';
import { awayIn, type Away } from '../../registers/away.js';
import { clashesIn, type Clash } from '../../registers/clashes.js';
import { deviceUsesIn, type DeviceUse } from '../../registers/device-use.js';
import type { Engagement } from '../../registers/engagement.js';
import type { Reserve } from '../../registers/substitutes.js';
import { known, planNow } from '../seasons.js';
import type { Parts } from '../service.js';
import { candidatesOf, factsOf, hoursOf, runningFacts, type Staffed } from './facts.js';
import { assignmentsIn, findingsIn, type Finding } from './findings.js';
import { substitutesOn } from './substitutes.js';

/** A finding, and who could lawfully take the post of whoever is barred. */
export interface Replaceable extends Finding {
  readonly substitutes: readonly Reserve[];
}

/** How a season is staffed, against the registers and all running seasons. */
export interface SeasonCheck {
  readonly season: string;
  /** The day it was asked on, by the season's clock. */
  readonly day: string;
  /** Persons and posts that the plan asks something of. */
  readonly asked: number;
  /** Whoever is barred first. */
  readonly findings: readonly Replaceable[];
  readonly clashes: readonly Clash<Engagement>[];
  readonly away: readonly Away[];
  readonly devices: readonly Clash<DeviceUse>[];
}

/** A list of names for each would take longer than anybody reads. */
const MOST_REPLACED = 50;

/** Looks at everybody of a season anew: declarations, training, age, hours, who is away, devices in two places. */
export async function checkSeason(
  parts: Pick<Parts, 'store' | 'now'>,
  season: string,
): Promise<SeasonCheck> {
  const of = await known(parts, season);
  const facts = await factsOf(parts.store, of);
  if (facts === null) throw new Error(`${season}: the store holds no plan of it`);
  const day = calendarOf(of.timezone).dateOf(await planNow(parts, of));
  const running = of.rehearsal ? [] : await runningFacts(parts.store);
  const all = [facts, ...running.filter(({ plan }) => plan.season !== season)];
  const engagements = hoursOf(all);
  const asked = assignmentsIn(facts, day);
  const candidate = await candidatesOf(
    parts.store,
    asked.map(({ person }) => person),
  );
  const findings = findingsIn(facts, asked, candidate, day);
  const isOurs = ({ a, b }: Clash<Engagement> | Clash<DeviceUse>): boolean =>
    a.season === season || b.season === season;
  return {
    ...{ season, day, asked: asked.length },
    findings: await replaceable(parts, facts, engagements, findings, day),
    clashes: clashesIn(engagements).filter(isOurs),
    away: awayIn(facts, engagements),
    devices: clashesIn(all.flatMap(deviceUsesIn)).filter(isOurs),
  };
}

async function replaceable(
  { store }: Pick<Parts, 'store'>,
  facts: Staffed,
  engagements: readonly Engagement[],
  findings: readonly Finding[],
  day: string,
): Promise<Replaceable[]> {
  const sorted = [...findings].sort((a, b) => Number(b.barred) - Number(a.barred));
  const found: Replaceable[] = [];
  for (const [n, one] of sorted.entries()) {
    const wish = { post: one.post, hours: null, day };
    const substitutes =
      one.barred && n < MOST_REPLACED ? await substitutesOn(store, facts, engagements, wish) : [];
    found.push({ ...one, substitutes });
  }
  return found;
}

/**
 * Whom these changes to the registers would bar from a post that he holds in a running season, and could hold before:
 * with those who could take it.
 */
export async function brokenBy(
  parts: Pick<Parts, 'store' | 'now'>,
  writes: readonly EntryWrite[],
): Promise<readonly Replaceable[]> {
  const persons = new Set(
    writes.flatMap(({ kind, id, owner }) =>
      kind === 'people' ? [id] : kind === 'declarations' || kind === 'trainings' ? [owner] : [],
    ),
  );
  if (persons.size === 0) return [];
  const running = await runningFacts(parts.store);
  const engagements = hoursOf(running);
  const broken: Replaceable[] = [];
  for (const facts of running) {
    const day = calendarOf(facts.season.timezone).dateOf(await planNow(parts, facts.season));
    const asked = assignmentsIn(facts, day).filter(({ person }) => persons.has(person));
    const own = asked.map(({ person }) => person);
    const before = findingsIn(facts, asked, await candidatesOf(parts.store, own), day);
    const was = new Set(before.filter((one) => one.barred).map(nameOf));
    const after = findingsIn(facts, asked, await candidatesOf(parts.store, own, writes), day);
    const fresh = after.filter((one) => one.barred && !was.has(nameOf(one)));
    broken.push(...(await replaceable(parts, facts, engagements, fresh, day)));
  }
  return broken;
}

const nameOf = ({ person, post }: Finding): string => `${person} ${post}`;
