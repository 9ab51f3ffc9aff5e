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
      | 'extended'
      | 'stoodIn'
      | 'undelivered'
      | 'refused'
      | 'relieved'
      | 'uncovered'
      | 'expired'
    >
  /** What a duty needs of other units is missing: it cannot be reported yet. */
  | 'needs'
  /** The due instant is near, and nothing has been said: for whoever owes it, and for the level above. */
  | 'unspoken'
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
  /** The name of the one in whose place he serves (代). */
  readonly insteadOf?: string;
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
  /** Who stands in for `doer`. */
  readonly standIn?: string;
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

/** What a message to one person says of a notice. */
export interface LetterWords {
  readonly label: string;
  /** Under which it is counted among others; the label unless said. */
  readonly group?: string;
  readonly text: string;
  /** Without any name, title or reason. */
  readonly bare: string;
}
