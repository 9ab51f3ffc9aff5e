import type { UnitEvent } from '../../src/engine/model.js';
import type { Verdict } from '../../src/service/verify.js';
import { FULL_LADDER, SITES } from './kill-season.js';
import type { Told } from './kill-client.js';

/** An invariant of the reliability document, what was looked at, and what does not hold. */
export interface Finding {
  readonly name: string;
  readonly looked: string;
  readonly wrong: readonly string[];
}

export type Logs = Readonly<Record<string, readonly UnitEvent[]>>;

const MOST_LATE_MS = 30_000;

/** Holds the season's record against its oracle, against the client's log and against the clock. */
export function findings(verdict: Verdict, logs: Logs, told: readonly Told[]): Finding[] {
  const of = (name: Verdict['violations'][number]['invariant']): string[] =>
    verdict.violations
      .filter(({ invariant }) => invariant === name)
      .map(({ unit, detail }) => `${unit} ${detail}`);
  const words = Object.values(logs).flat().filter(isWord);
  return [
    {
      name: 'I1 no lost obligation',
      looked: `${words.length} words`,
      wrong: [...of('I1'), ...lost(logs), ...verdict.silent.map((path) => `${path} is silent`)],
    },
    { name: 'I2 no duplicate decision', looked: `${words.length} words`, wrong: of('I2') },
    {
      name: 'I4 none after an answered completion',
      looked: `${told.filter(({ outcome }) => outcome === 'done').length} completions`,
      wrong: [...of('I4'), ...afterDone(logs, told)],
    },
    { name: 'I5 none early', looked: `${words.length} words`, wrong: of('I5') },
    { name: 'I6 rungs in order', looked: `${words.length} words`, wrong: of('I6') },
    {
      name: 'I9 answered is in the state, refused is not, unknown at most once',
      looked: countsOf(told),
      wrong: unlikeAnswers(logs, told),
    },
    {
      name: 'I11 board, log and units agree',
      looked: `${verdict.units} units, ${verdict.events} events`,
      wrong: of('I11'),
    },
    {
      name: `nothing waits more than ${MOST_LATE_MS / 1000} s`,
      looked: `latest ${Math.round(Math.max(0, ...words.map(lateMs)) / 100) / 10} s`,
      wrong: words
        .filter((word) => lateMs(word) > MOST_LATE_MS)
        .map((word) => `${word.duty} ${word.action} ${word.rung}: ${lateMs(word)} ms late`),
    },
  ];
}

type Word = Extract<UnitEvent, { type: 'told' | 'superseded' }>;
const isWord = (event: UnitEvent): event is Word =>
  event.type === 'told' || event.type === 'superseded';
const lateMs = ({ at, owedAt }: Word): number => at - owedAt;

// Every timed duty that nobody did has climbed its whole ladder; a done one has no other words.
function lost(logs: Logs): string[] {
  return SITES.flatMap((path) => {
    const log = logs[path] ?? [];
    const done = new Set(log.flatMap((e) => (e.type === 'submitted' ? [e.duty] : [])));
    const steps = Array.from({ length: 8 }, (_, n) => `t${n}`).filter((step) => !done.has(step));
    return steps.flatMap((step) => {
      const said = log.filter(isWord).filter(({ duty }) => duty === step);
      const names = said.map(({ action, rung }) => `${action} ${rung}`);
      return FULL_LADDER.filter((name) => !names.includes(name)).map(
        (name) => `${path} ${step}: ${name} was never said`,
      );
    });
  });
}

function afterDone(logs: Logs, told: readonly Told[]): string[] {
  return told.flatMap(({ path, step, answer, outcome }) => {
    if (outcome !== 'done' || !answer) return [];
    return (logs[path] ?? [])
      .filter(isWord)
      .filter(({ duty, at }) => duty === step && at > answer.at)
      .map(({ action, rung }) => `${path} ${step}: ${action} ${rung} after it was done`);
  });
}

function unlikeAnswers(logs: Logs, told: readonly Told[]): string[] {
  return told.flatMap(({ path, step, key, outcome, answer }) => {
    const times = (logs[path] ?? []).filter(
      (event) => event.type === 'submitted' && event.key === key,
    ).length;
    const may = { done: [1], refused: [0], unknown: [0, 1] }[outcome];
    // The client asks for what there is, in a form that is right: to say otherwise is no answer.
    const isFair = !UNFAIR.has(answer?.detail ?? '');
    return may.includes(times) && isFair
      ? []
      : [
          `${path} ${step} ${key}: ${outcome} ${answer?.detail ?? ''}, but ${times} times in the log`,
        ];
  });
}

const UNFAIR: ReadonlySet<string> = new Set(['unknown-unit', 'invalid', 'denied', 'defect']);

function countsOf(told: readonly Told[]): string {
  const count = (outcome: Told['outcome']): number =>
    told.filter((one) => one.outcome === outcome).length;
  const again = told.filter(({ tries }) => tries > 1).length;
  return `${count('done')} done (${again} asked again), ${count('refused')} refused, ${count('unknown')} unknown`;
}
