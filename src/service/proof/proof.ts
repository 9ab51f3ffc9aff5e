import type { RecordedEvent, Season } from '../../adapters/store/types.js';
import type { LedgerLine } from '../../adapters/store/proof.js';
import { planTime, realTime, type Clock } from '../../engine/clock.js';
import { expectedWords } from '../../engine/expected.js';
import { epochMs, SEASON_PATH, type EpochMs, type UnitPlan } from '../../engine/model.js';
import type { Title } from '../../engine/season-plan.js';
import { known, planNow } from '../seasons.js';
import type { Parts } from '../service.js';
import { servedIn, type Wanted } from './served.js';
import { compared, isFactToTell, type Day, type FaultKind, type WordFault } from './compare.js';

/** A fault as a report names it. */
export interface ProofFault extends WordFault {
  readonly unitTitle: Title;
  readonly dutyTitle: Title;
}

/** What became of the notices of a day. */
export interface NoticeCounts {
  readonly owed: number;
  /** A channel has it. */
  readonly handed: number;
  /** Not yet: they wait for their digest, for the morning, or for a channel that is away. */
  readonly waiting: number;
  /** A newer one said it, or what it asked for was done. */
  readonly overtaken: number;
  /** Held back by somebody, or of a season that only shows what it would send. */
  readonly withheld: number;
  /** No channel reaches anybody for it. */
  readonly undeliverable: number;
  readonly delivered: number;
  readonly seen: number;
  readonly answered: number;
}

/** What the plan says should have been said in a stretch of time, against what was said; plan time. */
export interface Proof {
  readonly season: string;
  readonly title: Title;
  readonly rehearsal: boolean;
  readonly timezone: string;
  readonly from: EpochMs;
  readonly until: EpochMs;
  readonly units: number;
  readonly expected: number;
  readonly said: number;
  readonly passedOver: number;
  readonly notices: NoticeCounts;
  readonly counts: Readonly<Partial<Record<FaultKind, number>>>;
  /** The first of them, by the instant they are owed for. */
  readonly faults: readonly ProofFault[];
}

export type ProofParts = Pick<Parts, 'store' | 'now'>;

const MOST_NAMED = 200;
/** What may pass between an instant and its word before it counts as missing. */
const GRACE_MS = 60_000;

/**
 * Simulates every unit anew between the deeds of its people and holds that against log and ledger. Costs a fold of
 * each log; `until` is brought down to what the units can have said by now.
 */
export async function prove(
  parts: ProofParts,
  id: string,
  stretch: { readonly from: EpochMs; readonly until: EpochMs },
): Promise<Proof> {
  const { store } = parts;
  const season = await known(parts, id);
  const { from } = stretch;
  const until = epochMs(Math.min(stretch.until, (await planNow(parts, season)) - GRACE_MS));
  const ledger = await store.proof.ledgerLines(id, from, until);
  const noticed = byEvent(ledger);
  const servedThen = await servedIn(parts, season);
  const planFor = await plansOf(parts, season);
  const units = (await store.units(id)).filter(({ path }) => path !== SEASON_PATH);
  const sums = { expected: 0, said: 0, passedOver: 0 };
  const faults: WordFault[] = [];
  for (const { path } of units) {
    const events = await store.events(id, path);
    const served = await servedThen(postsTold(events, from, until));
    const day: Day = { from, until, isHeld: (post, at) => served({ post, at }) };
    const found = unitProof(season, path, day, events, noticed(path), planFor);
    sums.expected += found.expected;
    sums.said += found.said;
    sums.passedOver += found.passedOver;
    faults.push(...found.faults, ...lostFacts(path, day, events, noticed(path)));
  }
  return {
    ...{ season: id, title: season.title, rehearsal: season.rehearsal },
    ...{ timezone: season.timezone, from, until, units: units.length, ...sums },
    notices: noticeCounts(ledger),
    counts: countsOf(faults),
    faults: await named(parts, id, units, faults),
  };
}

function unitProof(
  season: Season,
  path: string,
  day: Day,
  events: readonly RecordedEvent[],
  noticed: (seq: number) => ReadonlySet<string>,
  planFor: PlanFor,
) {
  const clock = season.clock as Clock;
  const log = events.map(({ event }) => event);
  // A rehearsal begun late plays what lay before its beginning, each deed at its own instant.
  const began = planTime(clock, season.startedAt);
  const since = epochMs(Math.min(began, log[0]?.at ?? began));
  const first = planFor.first(path);
  const { words, said } = expectedWords(first, log, planFor.byHash, day.until, since);
  const spoken = said.map(({ seq, event }) => ({
    event,
    // A rehearsal's clock is too fast to be kept: it goes on as if nothing were late.
    delayMs: (at: EpochMs) =>
      season.rehearsal ? 0 : (events[seq - 1]?.recordedAt ?? 0) - realTime(clock, at),
    // What was said after that day has its notices in the next one's ledger.
    isNoticed: (post: string) =>
      event.at < day.from || event.at >= day.until || noticed(seq).has(post),
  }));
  return compared(path, day, words, spoken);
}

/** Facts that somebody had to hear of – returned, objected, uncovered – and that the ledger does not hold. */
function lostFacts(
  unit: string,
  { from, until }: Day,
  events: readonly RecordedEvent[],
  noticed: (seq: number) => ReadonlySet<string>,
): WordFault[] {
  return events.flatMap(({ seq, event }): WordFault[] => {
    if (!isFactToTell(event) || event.at < from || event.at >= until) return [];
    const lost = event.to.filter((post) => !noticed(seq).has(post));
    if (lost.length === 0) return [];
    const duty = 'duty' in event ? (event.duty ?? '') : '';
    const about = { unit, duty, action: 'open', rung: -1, owedAt: event.at } as const;
    return [{ kind: 'lost', ...about, to: lost }];
  });
}

export interface PlanFor {
  readonly byHash: (hash: string) => UnitPlan;
  readonly first: (path: string) => UnitPlan;
}

/** All plans of a season's versions: each unit's first, and any by its hash. */
export async function plansOf({ store }: ProofParts, season: Season): Promise<PlanFor> {
  const plans = new Map<string, UnitPlan>();
  const firsts = new Map<string, string>();
  for (let version = 1; version <= season.version; version += 1)
    for (const [path, hash] of Object.entries(await store.unitHashes(season.id, version))) {
      const plan = plans.has(hash) ? null : await store.unitPlan(hash);
      if (plan) plans.set(hash, plan);
      if (!firsts.has(path)) firsts.set(path, hash);
    }
  const byHash = (hash: string): UnitPlan => {
    const plan = plans.get(hash);
    if (!plan) throw new Error(`${season.id}: the store has lost plan ${hash}`);
    return plan;
  };
  return { byHash, first: (path) => byHash(firsts.get(path) ?? '') };
}

/** Whom the words of a stretch were for, each at the instant at which it was said. */
const postsTold = (
  events: readonly RecordedEvent[],
  from: EpochMs,
  until: EpochMs,
): readonly Wanted[] =>
  events.flatMap(({ event }) =>
    event.type === 'told' && event.at >= from && event.at < until
      ? event.to.map((post) => ({ post, at: event.at }))
      : [],
  );

function byEvent(lines: readonly LedgerLine[]) {
  const found = new Map<string, Set<string>>();
  for (const { path, seq, to } of lines) {
    const key = `${path}:${seq}`;
    const posts = found.get(key) ?? new Set<string>();
    found.set(key, posts.add(to));
  }
  const none: ReadonlySet<string> = new Set();
  return (path: string) => (seq: number) => found.get(`${path}:${seq}`) ?? none;
}

function noticeCounts(lines: readonly LedgerLine[]): NoticeCounts {
  const of = (...states: readonly LedgerLine['state'][]): number =>
    lines.filter(({ state }) => states.includes(state)).length;
  return {
    owed: lines.length,
    handed: of('handed'),
    waiting: of('pending', 'open', 'sending'),
    overtaken: of('superseded'),
    withheld: of('withheld'),
    undeliverable: of('undeliverable'),
    delivered: lines.filter(({ isDelivered }) => isDelivered).length,
    seen: lines.filter(({ isSeen }) => isSeen).length,
    answered: lines.filter(({ isAnswered }) => isAnswered).length,
  };
}

function countsOf(faults: readonly WordFault[]): Proof['counts'] {
  const counts: Partial<Record<FaultKind, number>> = {};
  for (const { kind } of faults) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

async function named(
  { store }: ProofParts,
  season: string,
  units: readonly { readonly path: string; readonly title: Title }[],
  faults: readonly WordFault[],
): Promise<readonly ProofFault[]> {
  const unitTitles = new Map(units.map(({ path, title }) => [path, title]));
  const first = [...faults].sort((a, b) => a.owedAt - b.owedAt).slice(0, MOST_NAMED);
  const plain = (id: string): Title => ({ zh: id, en: id });
  return Promise.all(
    first.map(async (fault) => {
      const view = await store.duty(season, fault.unit, fault.duty);
      const unitTitle = unitTitles.get(fault.unit) ?? plain(fault.unit);
      return { ...fault, unitTitle, dutyTitle: view?.title ?? plain(fault.duty) };
    }),
  );
}
