import type { Check, Field, Kind } from './model.js';

/** Both languages, Chinese first; what people read, never what the engine decides on. */
export interface Title {
  readonly zh: string;
  readonly en: string;
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

export interface SessionSource {
  readonly id: string;
  readonly title: Title;
  /** Days after the first day of the exam. */
  readonly day: number;
  /** Civil times, `HH:MM`. */
  readonly start: string;
  readonly end: string;
}

/**
 * An instant as a plan says it: `E-11d 17:00`, `S-60m`, `S.end+30m`, `2027-05-10 18:00`,
 * `step(id)+2h` (from the due instant of another step of the same unit and session).
 */
export type Moment = string;
/** `30m`, `2h`, `7d`: elapsed time. */
export type Duration = string;
/**
 * Relative to the unit that owes: `own.doer`, `own.leader`, `parent.office`, `root.office`, `patron`
 * (the leader who answers for this unit, 包点领导), or a post `<unit>#<role>`.
 */
export type Target = string;

export interface LadderSource {
  readonly rungs: readonly { readonly after: Duration; readonly to: Target }[];
  readonly repeat: { readonly every: Duration; readonly times: number } | null;
}

export interface StepSource {
  readonly id: string;
  readonly title: Title;
  readonly phase: string;
  readonly kind: Kind;
  /** Who owes it: every unit of these kinds, or the units named. */
  readonly scope: { readonly kinds: readonly string[] } | { readonly units: readonly string[] };
  /** Once per session named, or once for the exam. */
  readonly sessions: readonly string[] | null;
  readonly doer: Target;
  readonly answerable: Target;
  readonly opens: Moment | null;
  readonly due: Moment;
  readonly remind: readonly Duration[];
  /** Name of a ladder of the plan: the chain is chosen by subject. */
  readonly ladder: string;
  readonly accept: {
    readonly by: Target;
    readonly within: Duration;
    readonly ladder: string;
  } | null;
  readonly form: { readonly fields: readonly FieldSource[]; readonly checks: readonly Check[] };
  /** Lines of an ask, each with the post that answers it. */
  readonly lines: readonly { readonly id: string; readonly by: Target }[];
  readonly sign: {
    readonly by: readonly Target[];
    readonly within: Duration;
    readonly ordered: boolean;
  } | null;
  readonly needs: readonly {
    readonly step: string;
    readonly scope: 'own' | 'children' | 'subtree';
  }[];
  readonly systems: boolean;
  /** Public, internal or sensitive: limits the channels its words may use. */
  readonly label: 'public' | 'internal' | 'sensitive';
  /** Id in the requirements, or an article: where the duty comes from. */
  readonly source: string;
}

export interface FieldSource extends Field {
  readonly title: Title;
}

/** A season's plan after reading and checking: everything named exists. */
export interface SeasonPlan {
  readonly season: string;
  readonly title: Title;
  /** Any IANA zone. */
  readonly timezone: string;
  /** First day of the exam, `YYYY-MM-DD`. */
  readonly examDay: string;
  /** Parents before children; the first is the root. */
  readonly units: readonly UnitSource[];
  readonly sessions: readonly SessionSource[];
  readonly ladders: Readonly<Record<string, LadderSource>>;
  readonly steps: readonly StepSource[];
  /** The post that hears objections and what nobody else is told. */
  readonly coordinator: Target;
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
