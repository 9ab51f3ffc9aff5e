import type { UnitEvent } from '../engine/model.js';

/** What a notice is about: a word of the clock, or a fact that somebody must hear of. */
export type NoticeKind =
  | 'open'
  | 'remind'
  | 'due'
  | 'escalate'
  | 'gate'
  | Extract<
      UnitEvent['type'],
      | 'answered'
      | 'submitted'
      | 'lapsed'
      | 'accepted'
      | 'returned'
      | 'waived'
      | 'voided'
      | 'handedOn'
      | 'objected'
      | 'amended'
      | 'added'
      | 'stoodIn'
      | 'refused'
      | 'relieved'
      | 'uncovered'
      | 'expired'
    >
  /** What a duty needs of other units is missing: it cannot be reported yet. */
  | 'needs'
  /** What was recorded for somebody, who has to confirm it himself. */
  | 'recorded'
  /** A stopped handover may go on: what was signed before is to be signed anew. */
  | 'settled'
  /** An occurrence of a series was never done, or its end has not come. */
  | 'missed';

/** Somebody on a post; without a name where nobody holds it. */
export interface Addressee {
  readonly post: string;
  readonly name: string | null;
  readonly title: string | null;
}

/** All that a notice says, already in its language: titles, formatted instants, names. */
export interface NoticeFacts {
  readonly kind: NoticeKind;
  /** The acceptor's clock, not the owner's. */
  readonly side?: 'owner' | 'acceptor';
  readonly season: string;
  readonly rehearsal?: boolean;
  readonly unit: string;
  /** Null where it is about the unit as a whole. */
  readonly duty: string | null;
  readonly to: Addressee;
  readonly doer?: Addressee;
  /** The due time that counts: the acceptor's on his side, the new one after a return. */
  readonly due?: string;
  /** By how much; absent at the due instant itself. */
  readonly late?: string;
  /** Rungs told, this one included. */
  readonly level?: number;
  /** Who hears next if nothing happens, and when. */
  readonly next?: { readonly who: readonly Addressee[]; readonly at: string };
  /** The rung came because a promise was broken. */
  readonly broken?: boolean;
  /** Who did it. */
  readonly by?: string;
  /** Who typed it in for him. */
  readonly recordedBy?: string;
  readonly reason?: string;
  /** By which the duty is named on the telephone: `4K7-2MQX`. */
  readonly code?: string;
  /** Where an added duty comes from: 会议 岚中招会〔2027〕4号. */
  readonly source?: string;
  readonly missing?: readonly string[];
  readonly silent?: readonly string[];
  /** How much later than owed it goes out, because the service was down. */
  readonly delayed?: string;
}

/** Facts with their persons and lists put into words. */
export interface Said
  extends Omit<NoticeFacts, 'to' | 'doer' | 'missing' | 'silent' | 'next' | 'level'> {
  readonly to: string;
  readonly doer: string | null;
  readonly level: number;
  readonly next: { readonly who: string; readonly at: string } | null;
  readonly missing: string | null;
  readonly silent: string | null;
}
