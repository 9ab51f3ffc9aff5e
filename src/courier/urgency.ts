import type { EpochMs, UnitEvent } from '../engine/model.js';
import type { Label, Urgency } from './model.js';

/** What the plan says of the step that a word is about; null where it is about none, or one added later. */
export interface StepTraits {
  readonly label: Label;
  /** Name of its ladder: the chain is chosen by subject. */
  readonly ladder: string;
  /** One fault beats any total (一票否决). */
  readonly veto: boolean;
}

/** Closer than this before its due instant, a reminder does not wait for the next digest. */
const CLOSE_MS = 12 * 3_600_000;

/**
 * How a word travels. Critical is every word that asks somebody to act on a step of secrecy or of a veto, and every
 * alarm: nobody on watch, a watch with gaps, a gate that does not hold, something abnormal, a word that reached nobody. Urgent
 * is what is late, returned, disputed, or due within twelve hours. All else can wait for its digest.
 */
export function urgencyOf(
  event: UnitEvent,
  traits: StepTraits | null,
  dueAt: EpochMs | null,
): Urgency {
  const plain = plainUrgency(event, dueAt);
  return plain !== 'told' && plain !== 'asks'
    ? plain
    : traits !== null && isGrave(traits)
      ? 'critical'
      : plain === 'asks' || isClose(event, dueAt)
        ? 'urgent'
        : 'ordinary';
}

/** Steps near the papers (涉密) or whose failure nothing makes good again. */
export const isGrave = ({ label, ladder, veto }: StepTraits): boolean =>
  veto || label === 'sensitive' || /(?:^|-)papers$/.test(ladder);

/** Whether the newest such word of a duty makes the older ones needless. */
export const isOfClock = (event: UnitEvent): boolean =>
  event.type === 'told' || event.type === 'judged';

/** `asks`: wants something done now; `told`: wants it done by its due instant. */
function plainUrgency(event: UnitEvent, dueAt: EpochMs | null): Urgency | 'told' | 'asks' {
  switch (event.type) {
    case 'told':
      return event.action === 'open' || event.action === 'remind' ? 'told' : 'asks';
    case 'judged':
      return event.missing.length + event.silent.length === 0
        ? 'ordinary'
        : event.holds
          ? 'asks'
          : 'critical';
    case 'added':
      return event.added.oral ? 'asks' : dueAt === null ? 'ordinary' : 'told';
    case 'uncovered':
    case 'expired':
    // To whom it is told instead: a word has reached nobody.
    case 'undelivered':
    // Nothing else goes out while the session runs, and its rooms hear of it before its planned end.
    case 'extended':
      return 'critical';
    case 'submitted':
    case 'answered':
      // They have addressees only where something is abnormal.
      return 'critical';
    case 'returned':
    case 'lapsed':
    case 'objected':
    case 'refused':
      return 'asks';
    default:
      return 'ordinary';
  }
}

const isClose = (event: UnitEvent, dueAt: EpochMs | null): boolean =>
  dueAt !== null && dueAt - event.at <= CLOSE_MS;
