/** Somebody came into a room while an exam was on. Instants of the plan. */
export interface Entered {
  readonly is: 'entered';
  readonly room: string;
  /** Number on the register; empty: he is on none, such as a doctor. */
  readonly person: string;
  readonly name: string;
  /** Of the closed list of the rules. */
  readonly reason: string;
  /** Who says so. */
  readonly by: string;
  /** Who typed it in. */
  readonly recordedBy: string;
  readonly happenedAt: number;
  readonly recordedAt: number;
}

/** He left it again; `of` is the number of his entry. */
export interface LeftRoom extends Pick<Entered, 'by' | 'recordedBy' | 'happenedAt' | 'recordedAt'> {
  readonly is: 'left';
  readonly of: number;
}

/** A line of the list of a session at a site: written once, never changed. */
export type VisitNote = Entered | LeftRoom;

/** One who entered, and when he left; `left` is null while he is inside. */
export interface Visit extends Omit<Entered, 'is'> {
  readonly nth: number;
  readonly left: Omit<LeftRoom, 'is' | 'of'> | null;
}

/** The visits that lines numbered from 1 tell, in the order in which they were written; the first word on leaving counts. */
export function visitsIn(notes: readonly VisitNote[]): readonly Visit[] {
  const left = new Map<number, Visit['left']>();
  for (const note of notes)
    if (note.is === 'left' && !left.has(note.of)) {
      const { by, recordedBy, happenedAt, recordedAt } = note;
      left.set(note.of, { by, recordedBy, happenedAt, recordedAt });
    }
  return notes.flatMap((note, n): Visit[] => {
    if (note.is === 'left') return [];
    const { is: _is, ...entered } = note;
    return [{ nth: n + 1, ...entered, left: left.get(n + 1) ?? null }];
  });
}

/** Whoever is in a room by these visits and has not left. */
export const inside = (visits: readonly Visit[]): readonly Visit[] =>
  visits.filter(({ left }) => left === null);
