import type { CrewRule, CustodyAlarm, CustodyRole, PlaceKind } from './custody-plan.js';
import type { Post } from './duty.js';
import type { IntakeRule } from './vault-source.js';
import type { Duration, Moment, SeasonPlan, Target, Title } from './season-plan.js';

/** One kind of duty of every consignment, as the rule pack says it. */
export interface CustodyStepRule {
  readonly title: Title;
  /** Opens so long before its instant; absent: with no word of its own. */
  readonly lead?: Duration;
  /** So long after its instant it is late. */
  readonly late: Duration;
  /** All who sign do so within this time. */
  readonly within?: Duration;
  readonly ladder: string;
  /** The article, or the requirement's id. */
  readonly source: string;
}

export interface CustodyAlarmRule {
  readonly title: Title;
  readonly doer: Target;
  /** Answered within this time. */
  readonly within: Duration;
  readonly ladder: string;
  readonly source: string;
}

/** A rule pack of custody: every figure quotes where it comes from, none stands in code. */
export interface CustodyRules {
  readonly crew: CrewRule & { readonly source: string };
  /** Role of whoever answers for a duty, at the unit of those who owe it. */
  readonly answerable: string;
  readonly phase: string;
  readonly steps: Readonly<Record<CustodyRole['act'], CustodyStepRule>>;
  readonly alarms: Readonly<Record<CustodyAlarm, CustodyAlarmRule>>;
  /** What is unloaded into a vault; absent: nothing more than what is handed over anywhere. */
  readonly intake?: IntakeRule;
}

export interface PlaceSource {
  readonly id: string;
  readonly kind: PlaceKind;
  readonly title: Title;
  readonly keepers: readonly [Post, Post];
  readonly plate?: string;
  readonly police?: readonly Post[];
}

export interface LegSource {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** A vehicle; absent: by hand, at `depart`. */
  readonly vehicle?: string;
  readonly depart: Moment;
  readonly arrive?: Moment;
  readonly calls: readonly Moment[];
}

export interface OpeningSource {
  readonly id: string;
  readonly place: string;
  readonly subject: string;
  readonly track: string;
  readonly from: Moment;
  readonly until: Moment;
}

export interface ConsignmentSource {
  readonly id: string;
  /** The unit below which it stands; absent: the root. */
  readonly unit?: string;
  /** The unit of the tree that it runs as: `<unit>/batch-<id>`. */
  readonly path: string;
  readonly title: Title;
  readonly session?: string;
  readonly legs: readonly LegSource[];
  readonly openings: readonly OpeningSource[];
}

export interface PacketSource {
  readonly id: string;
  readonly consignment: string;
  readonly box: string;
  readonly seal: string;
  readonly sheets: number;
  readonly at: string;
  readonly track: string;
  /** The legs that carry it, and then the opening that opens it, if any. */
  readonly route: readonly string[];
}

/** What a season says of its papers on their way. */
export interface CustodySource {
  readonly rules: CustodyRules;
  readonly places: readonly PlaceSource[];
  readonly consignments: readonly ConsignmentSource[];
  readonly packets: readonly PacketSource[];
}

/** Name of the step that every duty of this kind is an occurrence of. */
export const custodyStep = (act: CustodyRole['act']): string => `custody-${act}`;

/** What every duty of a consignment is called, wherever steps are listed by their titles. */
export const custodySteps = ({ custody }: Pick<SeasonPlan, 'custody'>) =>
  Object.entries(custody?.rules.steps ?? {}).map(([act, { title, source }]) => ({
    ...{ id: custodyStep(act as CustodyRole['act']), title, source },
    ...{ phase: custody?.rules.phase ?? '', label: 'sensitive' as const },
  }));

/** The handovers of a leg, each from one place to another: two with a vehicle, one by hand. */
export const legSteps = (
  from: string,
  via: string | null,
  to: string,
): readonly (readonly [from: string, to: string])[] =>
  via === null
    ? [[from, to]]
    : [
        [from, via],
        [via, to],
      ];

/** Consignments are units of their own name, so that whoever reads a path knows what it is. */
export const batchPath = (root: string, id: string): string => `${root}/batch-${id}`;

/** The consignment's id, where a path is one's; else null. */
export const batchIn = (path: string): string | null => /\/batch-([^/]+)$/.exec(path)?.[1] ?? null;
