import { texts } from '../text/texts.js';
import type { Lang } from '../text/lang.js';

export type HealthState = 'ok' | 'warn' | 'bad';
export type CheckName = keyof ReturnType<typeof texts>['operations']['checks'];
type Words = ReturnType<typeof texts>['operations']['health'];

/** What a look at one part found; the sentence says what to do where something is to be done. */
export interface Look {
  readonly state: HealthState;
  readonly say: (words: Words) => string;
}

/** A look at one part of the service. It never changes what others see. */
export interface HealthCheck {
  readonly name: CheckName;
  /** Whether no request can be served while this is bad. A long queue is not mended by taking no more requests. */
  readonly needed: boolean;
  /** May throw, which is bad, and be as slow as it likes: nobody waits beyond the deadline. */
  look(): Promise<Look>;
}

/** One line of the list. */
export interface Finding {
  readonly name: CheckName;
  readonly state: HealthState;
  readonly needed: boolean;
  readonly sentence: Readonly<Record<Lang, string>>;
  readonly tookMs: number;
}

export interface Health {
  /** Whether requests can be served: nothing that they need is bad. */
  readonly ready: boolean;
  readonly state: HealthState;
  /** Real time of the look. */
  readonly at: number;
  readonly tookMs: number;
  readonly findings: readonly Finding[];
}

/** Looks, or gives what was found less than a second ago. Never rejects. */
export type LookAtHealth = () => Promise<Health>;

export interface HealthOptions {
  readonly checks: readonly HealthCheck[];
  readonly now: () => number;
  /** Nobody waits longer than this for any check. */
  readonly deadlineMs?: number;
  /** How long an answer serves others: probes cost nothing, however many there are. */
  readonly keepMs?: number;
}

const DEADLINE_MS = 2_000;
const KEEP_MS = 1_000;

/** All checks at once, none waited for beyond the deadline; whoever asks while they run gets the same answer. */
export function createHealth({
  checks,
  now,
  deadlineMs = DEADLINE_MS,
  keepMs = KEEP_MS,
}: HealthOptions): LookAtHealth {
  let last: Promise<Health> | null = null;
  let doneAt: number | null = null;
  const look = async (): Promise<Health> => {
    const at = now();
    const findings = await Promise.all(checks.map((check) => found(check, now, deadlineMs)));
    doneAt = now();
    return {
      ready: findings.every(({ needed, state }) => !needed || state !== 'bad'),
      state: worst(findings),
      at,
      tookMs: doneAt - at,
      findings,
    };
  };
  return () => {
    const isOld = last === null || (doneAt !== null && Math.abs(now() - doneAt) >= keepMs);
    if (!isOld && last) return last;
    doneAt = null;
    last = look();
    return last;
  };
}

/**
 * The same of a process that may not do its own part yet, or no more: it is not ready then, however well the others
 * serve meanwhile. Whoever restarts one after another waits for each.
 */
export const whileServing =
  (look: LookAtHealth, isServing: () => boolean): LookAtHealth =>
  async () => {
    const health = await look();
    if (isServing()) return health;
    const own = await found(NOT_SERVING, () => health.at, DEADLINE_MS);
    return { ...health, ready: false, state: 'bad', findings: [own, ...health.findings] };
  };
const NOT_SERVING: HealthCheck = {
  name: 'process',
  needed: true,
  look: async () => ({ state: 'bad', say: (words) => words.serving }),
};

async function found(check: HealthCheck, now: () => number, deadlineMs: number): Promise<Finding> {
  const from = now();
  const { state, say } = await within(check, deadlineMs);
  const sentence = (lang: Lang) => say(texts(lang).operations.health);
  return {
    name: check.name,
    state,
    needed: check.needed,
    sentence: { zh: sentence('zh'), en: sentence('en') },
    tookMs: now() - from,
  };
}

async function within(check: HealthCheck, deadlineMs: number): Promise<Look> {
  const late: Look = { state: 'bad', say: (words) => words.late(deadlineMs) };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<Look>((resolve) => {
    timer = setTimeout(() => resolve(late), deadlineMs);
  });
  try {
    return await Promise.race([check.look().catch(failed), patience]);
  } finally {
    clearTimeout(timer);
  }
}

const failed = (error: unknown): Look => ({
  state: 'bad',
  say: (words) => words.failed(reasonOf(error)),
});

/** An error in one line, without what an attacker may have put into it. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 200) ?? '';

const RANK = { ok: 0, warn: 1, bad: 2 } as const;
const worst = (findings: readonly Finding[]): HealthState =>
  findings.reduce<HealthState>((all, { state }) => (RANK[state] > RANK[all] ? state : all), 'ok');
