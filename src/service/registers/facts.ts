import type { EntryWrite } from '../../adapters/store/register-types.js';
import type { Store } from '../../adapters/store/store.js';
import type { PlanVersion, Season } from '../../adapters/store/types.js';
import { engagementsIn, type Engagement, type SeasonFacts } from '../../registers/engagement.js';
import type { Candidate } from '../../registers/person.js';
import type { Bodies } from './entries.js';

/** A season with what it says of people. */
export interface Staffed extends SeasonFacts {
  readonly season: Season;
}

export type FactsStore = Pick<Store, 'registers' | 'seasons' | 'season' | 'planVersion'>;

/** Plans are long: the last few versions are kept as read. */
const MOST_KEPT = 8;
/** So many people are looked up together: what is read of them is held only until it is sorted. */
const AT_ONCE = 4_000;
const kept = new WeakMap<object, Map<string, Promise<PlanVersion | null>>>();

/** A season's plan, roster and stand-ins, as they stand. */
export async function factsOf(store: FactsStore, season: Season): Promise<Staffed | null> {
  const version = await versionOf(store, season);
  if (version === null) return null;
  const { plan, posts } = version;
  const [shifts, standIns] = await Promise.all([
    store.registers.shifts(season.id),
    store.registers.standIns(season.id),
  ]);
  return { season, plan, posts, shifts, standIns };
}

/**
 * The seasons whose hours are real and still to come. A rehearsal takes nobody's time: it counts only where it is
 * the one asked about.
 */
export async function runningFacts(store: FactsStore): Promise<Staffed[]> {
  const seasons = await store.seasons();
  const running = seasons.filter(({ status, rehearsal }) => status !== 'closed' && !rehearsal);
  const facts = await Promise.all(running.map((season) => factsOf(store, season)));
  return facts.filter((one) => one !== null);
}

/** The hours of everybody in these seasons. */
export const hoursOf = (facts: readonly SeasonFacts[]): Engagement[] =>
  facts.flatMap(engagementsIn);

/** The plan of a season's present version, as read before where it was. */
export function versionOf(
  store: Pick<FactsStore, 'planVersion'>,
  { id, version }: Season,
): Promise<PlanVersion | null> {
  const own = kept.get(store) ?? new Map<string, Promise<PlanVersion | null>>();
  kept.set(store, own);
  const name = `${id}@${version}`;
  const found = own.get(name) ?? store.planVersion(id, version);
  own.delete(name);
  own.set(name, found);
  found.catch(() => own.delete(name));
  const [oldest] = own.keys();
  if (own.size > MOST_KEPT && oldest !== undefined) own.delete(oldest);
  return found;
}

/** All that the registers know of these people; `writes`: as it would be with these. */
export async function candidatesOf(
  { registers }: FactsStore,
  persons: readonly string[],
  writes: readonly EntryWrite[] = [],
): Promise<(person: string) => Candidate> {
  const wanted = [...new Set(persons)];
  const found = new Map<string, MutableCandidate>();
  for (let n = 0; n < wanted.length; n += AT_ONCE)
    for (const { kind, body } of await entriesOf(registers, wanted.slice(n, n + AT_ONCE), writes))
      add(found, kind, body);
  return (person) => found.get(person) ?? NOBODY;
}

type Body = Pick<EntryWrite, 'kind' | 'body'>;

/** What stands on record of some people, each entry as it would be with what is written. */
async function entriesOf(
  registers: FactsStore['registers'],
  persons: readonly string[],
  writes: readonly EntryWrite[],
): Promise<Iterable<Body>> {
  const [people, declarations, trainings] = await Promise.all([
    registers.current('people', persons),
    registers.ofOwners('declarations', persons),
    registers.ofOwners('trainings', persons),
  ]);
  const bodies = new Map<string, Body>();
  for (const one of [...people, ...declarations, ...trainings])
    bodies.set(`${one.kind} ${one.id}`, one);
  const known = new Set(persons);
  for (const one of writes)
    if (known.has(one.kind === 'people' ? one.id : one.owner))
      bodies.set(`${one.kind} ${one.id}`, one);
  return bodies.values();
}

const NOBODY: Candidate = { person: null, declarations: [], trainings: [] };

interface MutableCandidate {
  person: Bodies['people'] | null;
  declarations: Bodies['declarations'][];
  trainings: Bodies['trainings'][];
}

function add(found: Map<string, MutableCandidate>, kind: string, body: unknown): void {
  const { person } = body as { readonly person: string };
  const one = found.get(person) ?? { person: null, declarations: [], trainings: [] };
  found.set(person, one);
  if (kind === 'people') one.person = body as Bodies['people'];
  if (kind === 'declarations') one.declarations.push(body as Bodies['declarations']);
  if (kind === 'trainings') one.trainings.push(body as Bodies['trainings']);
}
