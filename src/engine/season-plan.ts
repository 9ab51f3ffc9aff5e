import type { CustodySource } from './custody-source.js';
import type { ProlongSource, SeriesSource, WatchSource } from './lasting-source.js';
import type { RoomRules } from './room-rules.js';
import type { Check, Field, Kind, NeedScope } from './model.js';
import type { VaultSource } from './vault-source.js';

/** Both languages, Chinese first; what people read, never what the engine decides on. */
export interface Title {
  readonly zh: string;
  readonly en: string;
}

/** Something named in the plan for people: a kind of unit, a phase. */
export interface Entry {
  readonly id: string;
  readonly title: Title;
}

/** What is begun when it is needed; `session`: each time for a session. */
export interface ProcedureSource extends Entry {
  readonly session?: true;
}

/** A body of the tree (单位): county, site, vault, department. */
export interface UnitSource {
  /** `<root>` or `<root>/<name>`…: short ASCII, since it stands in workflow ids and addresses. */
  readonly path: string;
  readonly kind: string;
  readonly title: Title;
  readonly candidates: number;
  readonly rooms: number;
}

/** One exam of the season: months of duties may serve several, each with a named anchor (`gaokao:E-11d`). */
export interface ExamSource {
  readonly id: string;
  readonly title: Title;
  /** `YYYY-MM-DD`; never moved by the calendar of working days. */
  readonly firstDay: string;
  readonly lastDay: string;
}

export interface SessionSource {
  readonly id: string;
  readonly title: Title;
  /** Which exam it belongs to; absent: the season's first. */
  readonly exam?: string;
  /** Days after the first day of its exam. */
  readonly day: number;
  /** Civil times, `HH:MM`. */
  readonly start: string;
  readonly end: string;
}

/**
 * An instant as a plan says it: `E-11d 17:00`, `E.end+1d 12:00` (after the exam's last day),
 * `gaokao:E-11d 17:00`, `E-5wd 17:00` (working days), `S-60m`, `S.end+30m`, `2027-05-10 18:00`,
 * `step(id)+2h` (from the due instant of another step of the same unit and session), `done(id)+2h` (from
 * the instant at which another step of the same unit is really done; planned as its due instant).
 */
export type Moment = string;
/** `30m`, `2h`, `7d`: elapsed time. */
export type Duration = string;
/**
 * Relative to the unit that owes: `own.doer`, `own.leader`, `parent.office`, `root.office`, a unit below one
 * of these (`root/police.head`, `own/vault.keeper`), `patron` (the leader who answers for this unit,
 * 包点领导), or a post `<unit>#<role>`.
 */
export type Target = string;

export interface LadderSource {
  readonly rungs: readonly RungSource[];
  readonly repeat: { readonly every: Duration; readonly times: number } | null;
  /** Another ladder for units of a kind: one subject, each body its own chain. */
  readonly byKind?: Readonly<Record<string, string>>;
}

export interface RungSource {
  readonly after: Duration;
  readonly to: Target;
  /** The coordinator sees the word at `after`; it goes out by itself so much later. */
  readonly release?: Duration;
}

/** What a step costs in the yearly appraisal (目标管理考核) when it goes wrong. */
export interface Points {
  readonly late: number;
  readonly missed: number;
  readonly returned: number;
  readonly silent: number;
}

/**
 * Lines of an ask. One by name; one a unit of a kind (all of the season, or those below the unit that owes);
 * one a room, a device, or a holder of a post of the owing unit. With `facts`, one line a fact for each.
 */
export type LineSource =
  | { readonly id: string; readonly by: Target }
  | {
      readonly each: string;
      readonly role: string;
      readonly reach: 'season' | 'below';
      readonly facts: readonly string[];
    }
  | { readonly rooms: true; readonly by: Target; readonly facts: readonly string[] }
  | { readonly devices: string; readonly by: Target; readonly facts: readonly string[] }
  | { readonly holders: string; readonly facts: readonly string[] };

/** A device of the register (设备台账). */
export interface DeviceSource {
  readonly id: string;
  readonly kind: string;
  readonly unit: string;
}

/** Where a step of a plan may need something. */
export type SaidScope = Exclude<NeedScope, 'unit'>;

export interface StepSource {
  readonly id: string;
  readonly title: Title;
  readonly phase: string;
  readonly kind: Kind;
  /** The exams it serves; absent: all of the season. With exactly one, a plain `E` is that exam's. */
  readonly exams?: readonly string[];
  /**
   * Who owes it: every unit of these kinds – only those with one of these names, the last part of the path,
   * where `named` is there – or the units listed.
   */
  readonly scope:
    | { readonly kinds: readonly string[]; readonly named?: readonly string[] }
    | { readonly units: readonly string[] };
  /** Owed only when this procedure of the plan is begun, once for each time. */
  readonly procedure?: string;
  /** Once per session named, or once for the exam. */
  readonly sessions: readonly string[] | null;
  readonly doer: Target;
  readonly answerable: Target;
  /** 配合单位: each has a line of its own, and the lead cannot report before all have answered. */
  readonly with?: readonly Target[];
  readonly opens: Moment | null;
  readonly due: Moment;
  readonly remind: readonly Duration[];
  /** So long before it is due these hear, with whoever owes it, that nothing has been said. */
  readonly warn?: readonly { readonly before: Duration; readonly to: Target }[];
  /** Name of a ladder of the plan: the chain is chosen by subject. */
  readonly ladder: string;
  readonly accept: {
    readonly by: Target;
    readonly within: Duration;
    readonly ladder: string;
  } | null;
  readonly form: { readonly fields: readonly FieldSource[]; readonly checks: readonly Check[] };
  readonly lines: readonly LineSource[];
  /** A target named twice: two different holders of that post. */
  readonly sign: {
    readonly by: readonly Target[];
    readonly within: Duration;
    readonly ordered: boolean;
    /** A signature given by telephone counts. */
    readonly oral?: boolean;
    /** No two of the signatories come from the same body. */
    readonly offices?: 'different';
    /** Who signs is on duty in this watch of the unit. */
    readonly onDuty?: string;
  } | null;
  readonly needs: readonly {
    readonly step: string;
    /** A unit by its path is named by compiling alone. */
    readonly scope: SaidScope;
  }[];
  /** Not done before this moment, unless a duty of the step `unless` is done. */
  readonly notBefore?: { readonly at: Moment; readonly unless: string };
  /** Of a procedure for a session: by its report that one ends later, by so many minutes as its form says. */
  readonly prolongs?: ProlongSource;
  /** It hands out the key and the combination of a vault. */
  readonly vault?: VaultSource;
  readonly series?: SeriesSource | null;
  readonly watch?: WatchSource | null;
  readonly points?: Points | null;
  /** One such fault beats any total (一票否决). */
  readonly veto?: boolean;
  readonly systems: boolean;
  /** Opens without a word: whoever owes it knows. */
  readonly quiet?: boolean;
  /** Public, internal or sensitive: limits the channels its words may use. */
  readonly label: 'public' | 'internal' | 'sensitive';
  /** Id in the requirements, or an article: where the duty comes from. */
  readonly source: string;
}

export interface FieldSource extends Pick<Field, 'id' | 'type' | 'required'> {
  readonly title: Title;
  /** A number of the unit that it is expected to be. */
  readonly expected?: 'candidates' | 'rooms';
}

/** What is asked of whoever holds a post of this name, in any unit. */
export interface RoleSource {
  readonly id: string;
  /** Must have declared, and have no relative in the exam (回避). */
  readonly recusal: boolean;
  /** Whether teachers of the graduating class may hold it. */
  readonly graduating: boolean;
  /** Courses that must have been passed: so long before the exam, and not longer ago than they last. */
  readonly training?: readonly string[];
  readonly trainedBefore?: Duration;
  readonly trainingLasts?: Duration;
  /** Years of age on the first day of the exam. */
  readonly maxAge?: number;
  /** At units of these kinds it is there from so long before each session until its end. */
  readonly present?: { readonly before: Duration; readonly kinds: readonly string[] };
  /** At units of these kinds its holder may not leave while the exam lasts. */
  readonly stays?: readonly string[];
  /** Role whose holders step in; absent: those who hold the same post elsewhere. */
  readonly reserve?: string;
}

/** A season's plan after reading and checking: everything named exists. */
export interface SeasonPlan {
  readonly season: string;
  readonly title: Title;
  /** Any IANA zone. */
  readonly timezone: string;
  /** First day of the (first) exam, `YYYY-MM-DD`. */
  readonly examDay: string;
  /** Absent: one exam that begins on `examDay`. */
  readonly exams?: readonly ExamSource[];
  /** Whose working days count (`CN`); null or absent: moments in working days are refused. */
  readonly calendar?: string | null;
  readonly kinds?: readonly Entry[];
  readonly phases?: readonly Entry[];
  readonly devices?: readonly DeviceSource[];
  /** What is begun when it is needed; its steps name it. */
  readonly procedures?: readonly ProcedureSource[];
  /** A role that is not listed asks nothing of its holders. */
  readonly roles?: readonly RoleSource[];
  /** Parents before children; the first is the root. */
  readonly units: readonly UnitSource[];
  readonly sessions: readonly SessionSource[];
  readonly ladders: Readonly<Record<string, LadderSource>>;
  readonly steps: readonly StepSource[];
  /** The post that hears objections and what nobody else is told. */
  readonly coordinator: Target;
  /**
   * Within what time a person confirms what was recorded for him (先口头、后补录); absent: a day. What is recorded
   * longer than `late` after it happened is shown as late (迟录).
   */
  readonly oral?: { readonly within: Duration; readonly late?: Duration };
  /** Papers and scripts on their way; each consignment is a unit of the tree besides. */
  readonly custody?: CustodySource;
  /** How rooms are staffed; absent: no room roster is taken in. */
  readonly rooms?: RoomRules;
}

/** A person on a post for a time (`posts.csv`). Workflows never see this: it is used when sending. */
export interface PostHolder {
  readonly post: string;
  readonly person: string;
  readonly name: string;
  readonly title: string;
  /** `YYYY-MM-DD`, inclusive; empty: always. */
  readonly from: string;
  readonly to: string;
}
