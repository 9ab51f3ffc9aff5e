import type { EpochMs, Kind, Post, Status } from '../../engine/model.js';
import type { Lang } from '../../text/lang.js';
import type { DutyView } from './types.js';

/** Which duties of one season a list is of; what is left out does not narrow. */
export interface DutyQuery {
  readonly season: string;
  /** This unit and all below it. */
  readonly under?: string;
  /** Path of a department: what it owes, and what its posts do or answer for at other units. */
  readonly department?: string;
  /** One of these does it or answers for it. */
  readonly posts?: readonly Post[];
  /** What somebody may see at all: what these bodies owe or have a post in, and what names one of these posts. */
  readonly reach?: { readonly bodies: readonly string[]; readonly posts: readonly Post[] };
  readonly phase?: string;
  readonly step?: string;
  readonly status?: readonly Status[];
  readonly kind?: readonly Kind[];
  /** Exactly this many rungs told. */
  readonly level?: number;
  /** Late at this plan time. */
  readonly overdueAt?: EpochMs;
  readonly dueFrom?: EpochMs;
  /** Before this instant. */
  readonly dueTo?: EpochMs;
  /** Stands in the title, in either language, in capitals or not. */
  readonly text?: string;
}

const RANK: Readonly<Record<Status, number>> = {
  ...{ open: 0, 'signed-for': 1, returned: 2, submitted: 3, accepted: 4, waived: 5, void: 6 },
};
/** What is still to be done comes before what has ended. */
export const STATUSES = (Object.keys(RANK) as Status[]).sort((a, b) => RANK[a] - RANK[b]);

/** What is still to be done, or to be accepted. */
export const OPEN: readonly Status[] = ['open', 'signed-for', 'returned', 'submitted'];

/**
 * `late`: what has been late or will be late first; what can no longer be late comes last. `level`: who was told
 * highest first. `title`: in the order of the language. Of equals the first by unit and duty.
 */
export const DUTY_SORTS = ['due', 'late', 'level', 'unit', 'title', 'status'] as const;
export type DutySort = (typeof DUTY_SORTS)[number];

export interface DutyOrder {
  readonly sort: DutySort;
  readonly isDescending: boolean;
  /** Whose titles count. */
  readonly lang: Lang;
}

/** Where in an order a page ended: behind the row with this key. */
export interface Place {
  /** Which part of the list; see `list-segments.ts`. */
  readonly segment: readonly string[];
  readonly key: readonly (string | number)[];
}

export interface DutyPage {
  readonly rows: readonly DutyView[];
  /** Null: this was the last page. */
  readonly next: Place | null;
}
