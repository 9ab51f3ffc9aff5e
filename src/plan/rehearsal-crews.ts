import type { Duty, EpochMs, Watch } from '../engine/model.js';
import type { Crew } from '../engine/watch.js';
import type { Cast } from './rehearsal-cast.js';

// A third crew rests while the second comes.
const CREWS = 3;

/** Who is on duty in a watch when: by the roster, or in turn from the holders of its posts. */
export interface Crews {
  /** The crew that takes over the shift with this number, from 0, at an instant. */
  at(shift: number, instant: EpochMs): Crew;
  /** Somebody who is not among these. */
  substitute(except: readonly string[]): string;
}

/** The crews of a watch; persons are invented where posts and roster do not give enough of them. */
export function crewsOf(duty: Duty, watch: Watch, unit: string, cast: Cast): Crews {
  const heads = Math.max(watch.heads, 1);
  const pool = poolOf(duty, cast, heads);
  const rows = cast.roster.get(`${unit} ${duty.step}`) ?? [];
  const substitute = (except: readonly string[]): string => {
    for (let n = 1; ; n += 1) {
      const person = `${duty.doer}-${n}`;
      if (!except.includes(person)) return person;
    }
  };
  const filled = (known: readonly string[], size: number, others: readonly string[]): string[] => {
    const all = [...known];
    while (all.length < size) all.push(substitute([...all, ...others]));
    return all;
  };
  const inTurn = (from: readonly string[], shift: number, size: number): string[] => {
    const start = (shift % CREWS) * size;
    const known = from.slice(start, start + size);
    const others = Array.from({ length: start }, (_, n) => `${duty.doer}-${n + 1}`);
    return filled(known, size, [...from, ...others]);
  };
  return {
    substitute,
    at(shift, instant) {
      const there = rows.filter(({ from, until }) => from <= instant && instant < until);
      const listed = (role: string): string[] => [
        ...new Set(there.filter((row) => row.role === role).map(({ person }) => person)),
      ];
      if (there.length > 0) {
        const leading = filled(listed('head'), heads, listed('member'));
        return { heads: leading, members: filled(listed('member'), watch.minimum, leading) };
      }
      const leading = inTurn(pool.heads, shift, heads);
      const members = inTurn(pool.members, shift, watch.minimum);
      // Invented members must not bear the names of invented heads.
      const clear = members.filter((person) => !leading.includes(person));
      return { heads: leading, members: filled(clear, watch.minimum, [...leading, ...members]) };
    },
  };
}

/** Heads from those who answer for it, members from those who do it; nobody is both. */
function poolOf({ answerable, doer }: Duty, { holders }: Cast, heads: number) {
  const leaders = holders.get(answerable) ?? [];
  const doers = (holders.get(doer) ?? []).filter((person) => !leaders.includes(person));
  const wanting = Math.max(heads * CREWS - leaders.length, 0);
  // Where leaders are too few for three shifts, some of the doers lead.
  const spare = Math.min(wanting, Math.floor(doers.length / 2));
  return { heads: [...leaders, ...doers.slice(0, spare)], members: doers.slice(spare) };
}
