import type { Ladder, Post } from './duty.js';

/** Where packets may be kept; a vehicle is a place like any other, so that no packet is ever between two. */
export type PlaceKind = 'vault' | 'safe' | 'vehicle' | 'room' | 'binding' | 'store';

export interface CustodyPlace {
  readonly id: string;
  readonly kind: PlaceKind;
  /** Short and Chinese: for lists and sheets. */
  readonly title: string;
  /** The two who answer for what is there, and hand it over. */
  readonly keepers: readonly [Post, Post];
  /** Registered number plate; of vehicles only. */
  readonly plate?: string;
  /** Police that ride along; of vehicles only. */
  readonly police?: readonly Post[];
}

export interface CustodyPacket {
  readonly id: string;
  readonly box: string;
  readonly seal: string;
  /** How many sheets or scripts are in it. */
  readonly sheets: number;
  /** Where it is before anything has happened. */
  readonly at: string;
  readonly track: string;
}

/** Packets go from one place to another: by a vehicle, or by hand where `via` is null. */
export interface CustodyLeg {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly via: string | null;
  readonly packets: readonly string[];
}

/** The packets of a place are opened within a window, after two people have compared the labels. */
export interface CustodyOpening {
  readonly id: string;
  readonly place: string;
  readonly session: string;
  readonly subject: string;
  readonly track: string;
  /** Milliseconds since the epoch. */
  readonly fromAt: number;
  readonly untilAt: number;
  readonly packets: readonly string[];
}

/** What is told at once, each as a duty with a ladder of its own. */
export type CustodyAlarm =
  | 'difference'
  | 'wrong-label'
  | 'opened-early'
  | 'opened-unmatched'
  | 'unlocked'
  | 'escort-short';

export interface AlarmPlan {
  readonly title: string;
  readonly doer: Post;
  readonly answerable: Post;
  readonly withinMs: number;
  readonly ladder: Ladder;
}

/** How many ride with the papers at least: data of a rule pack. */
export interface CrewRule {
  readonly keepers: number;
  readonly police: number;
  /** Fewer than so many are never with the papers, whoever gets off on the way. */
  readonly escorts: number;
}

/** The papers or scripts of one consignment, where they go, and who watches over it. */
export interface CustodyPlan {
  readonly places: readonly CustodyPlace[];
  readonly packets: readonly CustodyPacket[];
  readonly legs: readonly CustodyLeg[];
  readonly openings: readonly CustodyOpening[];
  readonly crew: CrewRule;
  readonly alarms: Readonly<Record<CustodyAlarm, AlarmPlan>>;
}

/** What a duty of a consignment is about: only custody completes it, never a plain report. */
export interface CustodyRole {
  readonly act: 'load' | 'depart' | 'call' | 'arrive' | 'unload' | 'handover' | 'labels' | 'open';
  /** The leg's or the opening's id. */
  readonly of: string;
}

/** Something that happened to packets, as the log keeps it. */
export type CustodyFact =
  | {
      readonly is: 'moved';
      readonly from: string;
      readonly to: string;
      readonly packets: readonly string[];
    }
  | {
      readonly is: 'departed';
      readonly leg: string;
      readonly plate: string;
      readonly aboard: readonly Post[];
    }
  | { readonly is: 'called'; readonly leg: string }
  | { readonly is: 'arrived'; readonly leg: string }
  | { readonly is: 'alighted'; readonly leg: string; readonly post: Post }
  /** What one side says is not what the book says: the handover, or the opening, is stopped. */
  | { readonly is: 'differed'; readonly said: string; readonly expected: string }
  /** A named person lets it go on; `without` stays where it is, and whoever keeps it answers for it. */
  | { readonly is: 'settled'; readonly reason: string; readonly without: readonly string[] }
  | { readonly is: 'opened'; readonly opening: string; readonly early: boolean }
  /** A lock's own word. */
  | { readonly is: 'unlocked'; readonly place: string; readonly lawful: boolean };

export interface LegRun {
  readonly departed: boolean;
  readonly arrived: boolean;
  readonly aboard: readonly Post[];
}

/** The book of custody: plain JSON, as large as the plan and no larger. */
export interface CustodyState {
  /** Every packet, and the one place where it is. */
  readonly at: Readonly<Record<string, string>>;
  readonly legs: Readonly<Record<string, LegRun>>;
  /** Duties that a difference has stopped. */
  readonly stopped: readonly string[];
  /** Packets that stay behind, by the duty that was settled so. */
  readonly without: Readonly<Record<string, readonly string[]>>;
  readonly opened: readonly string[];
  readonly alarms: number;
}
