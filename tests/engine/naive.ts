import type { Command, Duty, Ladder, UnitPlan } from '../../src/engine/model.js';
import { obey } from './naive-commands.js';

/** A word of the reference: like the engine's, but a plain object that is ticked off. */
export interface NaiveWord {
  readonly action: 'open' | 'remind' | 'due' | 'gate' | 'escalate';
  readonly rung: number;
  readonly side: 'owner' | 'acceptor';
  at: number;
}

export interface NaiveDuty {
  duty: Duty;
  status: string;
  dueAt: number;
  /** What is still to be said, in order. */
  words: NaiveWord[];
  opened: boolean;
  promiseAt: number | null;
  doer: string;
  handedOn: boolean;
  returns: number;
  submittedBy: string;
  everSubmitted: boolean;
  endedAt: number | null;
  answers: Record<string, string>;
  signatures: { post: string; by: string; at: number }[];
  content: string;
}

/** The unit of the reference, and all it has said: `<duty>|<side>|<action>|<rung>|<owed>` and to whom. */
export interface NaiveUnit {
  plan: UnitPlan;
  duties: NaiveDuty[];
  said: { word: string; to: string; broken: boolean; told: boolean }[];
  refused: boolean[];
}

/**
 * The reference for the engine: mutable objects, every duty scanned at every half hour, written from
 * `architecture.md` (sections 4 and 5) and not from the code. Slow, and easy to believe.
 */
export function naiveRun(
  plan: UnitPlan,
  script: readonly (readonly [at: number, command: Command])[],
  from: number,
  until: number,
): NaiveUnit {
  const unit: NaiveUnit = { plan, duties: plan.duties.map(begin), said: [], refused: [] };
  for (let now = from; now <= until; now += 1_800_000) {
    speak(unit, now);
    for (const [at, command] of script) {
      if (at !== now || command.type === 'tick') continue;
      unit.refused.push(!obey(unit, command, now));
      closeParents(unit, now);
      speak(unit, now);
    }
  }
  return unit;
}

/** A duty nobody has touched. */
export const begin = (duty: Duty): NaiveDuty => ({
  duty,
  status: 'open',
  dueAt: duty.dueAt,
  words: ownerWords(duty, duty.dueAt, duty.openAt),
  opened: false,
  promiseAt: null,
  doer: duty.doer,
  handedOn: false,
  returns: 0,
  submittedBy: '',
  everSubmitted: false,
  endedAt: null,
  answers: {},
  signatures: [],
  content: '',
});

/** All that its owner is told if nothing is done. */
export function ownerWords(duty: Duty, dueAt: number, openAt: number | null): NaiveWord[] {
  const words: NaiveWord[] = [];
  if (openAt !== null) words.push({ action: 'open', rung: -1, side: 'owner', at: openAt });
  duty.remindBeforeMs.forEach((lead, rung) =>
    words.push({ action: 'remind', rung, side: 'owner', at: dueAt - lead }),
  );
  words.push({ action: duty.kind === 'gate' ? 'gate' : 'due', rung: -1, side: 'owner', at: dueAt });
  return [...words, ...rungWords(duty.ladder, 'owner', dueAt)];
}

/** The rungs and the repeats of the last, from `base`. */
export function rungWords(
  { rungs, repeat }: Ladder,
  side: NaiveWord['side'],
  base: number,
): NaiveWord[] {
  const words = rungs.map(
    ({ afterMs }, rung): NaiveWord => ({ action: 'escalate', rung, side, at: base + afterMs }),
  );
  const last = words.at(-1);
  if (!last || !repeat) return words;
  const repeats = Array.from({ length: repeat.times }, (_, n): NaiveWord => {
    const at = last.at + (n + 1) * repeat.everyMs;
    return { ...last, rung: last.rung + n + 1, at };
  });
  return [...words, ...repeats];
}

/** Accepted or waived: nothing is owed any more. */
export const isDone = ({ endedAt }: NaiveDuty): boolean => endedAt !== null;
/** Out of its owner’s hands. */
export const isOut = (one: NaiveDuty): boolean => isDone(one) || one.status === 'submitted';
/** The duty of that id. */
export const named = ({ duties }: NaiveUnit, id: string) =>
  duties.find(({ duty }) => duty.id === id);
/** How many of the duties it gave rise to are not done. */
export const openChildren = ({ duties }: NaiveUnit, id: string) =>
  duties.filter((one) => one.duty.parent === id && !isDone(one)).length;

function speak(unit: NaiveUnit, now: number): void {
  for (const one of unit.duties)
    while (!isDone(one) && one.words[0] && one.words[0].at <= now) {
      const word = one.words.shift();
      if (word) say(unit, one, word, now);
    }
}

function say(unit: NaiveUnit, one: NaiveDuty, word: NaiveWord, now: number): void {
  const { duty } = one;
  const { action, rung, side, at } = word;
  one.opened = true;
  const name = [duty.id, side, action, rung, at].join('|');
  let told = true;
  if (duty.kind === 'gate' && (action === 'gate' || action === 'escalate')) {
    const isReady = duty.needs.every(({ step }) => {
      const need = named(unit, step);
      return !need || (need.endedAt !== null && need.endedAt <= at);
    });
    if (isReady) [one.status, one.endedAt] = ['accepted', now];
    told = !isReady && action === 'escalate';
  }
  const broken = action === 'escalate' && one.promiseAt !== null && one.promiseAt <= at;
  if (broken && told) one.promiseAt = null;
  unit.said.push({ word: name, to: hearers(one, word).join('+'), broken, told });
}

function hearers(
  { duty, doer, answers, signatures }: NaiveDuty,
  { action, rung, side }: NaiveWord,
): string[] {
  if (action === 'escalate') {
    const rungs = (side === 'acceptor' ? duty.accept?.ladder : duty.ladder)?.rungs ?? [];
    return [rungs[Math.min(rung, rungs.length - 1)]?.to ?? ''];
  }
  if (side === 'acceptor') return [duty.accept?.by ?? ''];
  if (duty.kind === 'ask')
    return [...new Set(duty.lines.filter(({ id }) => !answers[id]).map(({ by }) => by))];
  if (duty.kind === 'signed')
    return (duty.sign?.posts ?? []).filter((post) => !signatures.some((one) => one.post === post));
  return [doer];
}

/** Hands it in: to its acceptor, to its open children, or done. */
export function submit(unit: NaiveUnit, one: NaiveDuty, by: string, now: number): true {
  const { accept } = one.duty;
  one.status = 'submitted';
  one.everSubmitted = true;
  one.submittedBy = by;
  one.promiseAt = null;
  one.words = [];
  if (accept) {
    const due = now + accept.withinMs;
    const clock = [
      ['open', now],
      ['due', due],
    ] as const;
    one.words = clock.map(([action, at]) => ({ action, rung: -1, side: 'acceptor', at }));
    one.words.push(...rungWords(accept.ladder, 'acceptor', due));
  } else if (openChildren(unit, one.duty.id) === 0) [one.status, one.endedAt] = ['accepted', now];
  return true;
}

function closeParents(unit: NaiveUnit, now: number): void {
  const waiting = unit.duties.find(
    (one) =>
      one.status === 'submitted' && !one.duty.accept && openChildren(unit, one.duty.id) === 0,
  );
  if (!waiting) return;
  [waiting.status, waiting.endedAt] = ['accepted', now];
  closeParents(unit, now);
}
