import { epochMs, type Duty, type EpochMs, type Progress, type Run, type Watch } from './model.js';

/** The people on duty in one shift: heads (带班) and members, by their ids. */
export interface Crew {
  readonly heads: readonly string[];
  readonly members: readonly string[];
  /** Numbers of their badges, by person: as many as were said. */
  readonly badges?: Readonly<Record<string, string>>;
  /** Of a vault: who has the key, who the combination. */
  readonly hands?: readonly [key: string, combination: string];
}

const MOST_ON_DUTY = 60;
const LONGEST_ID = 60;
const EARLIEST_MS = 3_600_000;

/**
 * Reads `h1 h2 | m1 m2`, each with the number of his badge where he wears one (`h1:017`), and of a vault a third
 * part, who has the key and who the combination; each person counts once. Null where it does not say a crew.
 */
export function readCrew(content: string): Crew | null {
  const [left, right, third, ...rest] = content.split('|').map(idsIn);
  if (!left || !right || rest.length > 0) return null;
  const heads = [...new Set(left.map(personIn))];
  const members = [...new Set(right.map(personIn))].filter((id) => !heads.includes(id));
  const [key, combination, ...others] = third ?? [];
  if (third && (key === undefined || combination === undefined || others.length > 0)) return null;
  const all = [...heads, ...members, ...(third ?? [])];
  const isFit =
    all.length <= MOST_ON_DUTY && all.every(({ length }) => 0 < length && length <= LONGEST_ID);
  if (!isFit) return null;
  const worn = [...left, ...right].filter((id) => id.includes(':'));
  return {
    ...{ heads, members },
    ...(worn.length > 0 && { badges: Object.fromEntries(worn.map(badgeIn)) }),
    ...(key !== undefined && combination !== undefined && { hands: [key, combination] }),
  };
}

/** As it stands in content and state: `h1 h2 | m1 m2`, with badges and hands where there are any. */
export function crewText({ heads, members, badges = {}, hands }: Crew): string {
  const worn = (id: string): string => {
    const badge = Object.hasOwn(badges, id) ? badges[id] : undefined;
    return badge === undefined ? id : `${id}:${badge}`;
  };
  const said = [...heads.map(worn), '|', ...members.map(worn)];
  return [...said, ...(hands ? ['|', ...hands] : [])].join(' ');
}

/** The first person of a crew without a badge of his own, or null. */
export function unbadged({ heads, members, badges = {} }: Crew): string | null {
  const all = [...heads, ...members];
  const numbers = all.map((id) => (Object.hasOwn(badges, id) ? badges[id] : undefined));
  const wrong = all.find((_, n) => !numbers[n] || numbers.indexOf(numbers[n]) !== n);
  return wrong ?? null;
}

/** The crew without a person who went off duty. */
export const without = ({ heads, members, ...rest }: Crew, person: string): Crew => ({
  ...rest,
  heads: heads.filter((id) => id !== person),
  members: members.filter((id) => id !== person),
});

/** How many people are wanting; 0 when there are enough of both. */
export const lacking = ({ minimum, heads }: Watch, crew: Crew): number =>
  Math.max(heads - crew.heads.length, 0) + Math.max(minimum - crew.members.length, 0);

/** The crew on duty; nobody where none has signed on. */
export const crewOf = ({ run }: Progress): Crew =>
  readCrew(run?.crew ?? '|') ?? { heads: [], members: [] };

/** Whether too few are on duty at an instant: nobody was relieved in time, or somebody left. */
export const isUncovered = ({ run, baseAt }: Progress, at: EpochMs): boolean =>
  run !== null && run.startAt !== null && at > baseAt;

/** Due and ladder of a watch. From `baseAt` on too few are on duty, unless somebody takes over. */
export interface Relief {
  readonly dueAt: EpochMs;
  readonly baseAt: EpochMs;
}

/**
 * When a crew that took over at `since` is to be relieved: at the next boundary of the shifts, or at the
 * watch's end. Up to an hour (a quarter of a short shift) early, it has taken over the shift to come.
 */
export function nextRelief({ shiftMs, graceMs }: Watch, run: Run, since: EpochMs): Relief {
  const { startAt, endAt } = run;
  if (startAt === null) return { dueAt: since, baseAt: since };
  const earlyMs = Math.min(shiftMs / 4, EARLIEST_MS);
  const shifts = Math.max(0, Math.floor((since + earlyMs - startAt) / shiftMs) + 1);
  const dueAt = epochMs(startAt + shifts * shiftMs);
  // Nobody is on duty before the first shift, so nothing excuses a late beginning.
  const relief = { dueAt, baseAt: shifts === 0 ? dueAt : epochMs(dueAt + graceMs) };
  return endAt !== null && dueAt >= endAt ? { dueAt: endAt, baseAt: endAt } : relief;
}

/** When the watch ends, as far as is known; null once it is over. */
export const watchEnd = ({ watch }: Duty, run: Run | null): EpochMs | null =>
  watch && run && run.startAt !== null && !run.isOver ? run.endAt : null;

const personIn = (id: string): string => id.split(':')[0] ?? '';
const badgeIn = (id: string): [string, string] => [personIn(id), id.split(':').slice(1).join(':')];
const idsIn = (text: string): string[] => text.split(/\s+/).filter((id) => id !== '');
