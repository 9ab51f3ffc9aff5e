import type { EpochMs } from '../engine/model.js';
import { absenceOf, officeOf, type Absence, type Leave } from '../report/absence.js';
import { loadOf, type Load } from '../report/load.js';
import { loadSections } from '../report/load-sections.js';
import type { Section } from '../report/section.js';
import { missingOf, type Missing, type MissedStep } from '../report/what-if.js';
import { absenceSections, missingSections } from '../report/what-if-sections.js';
import { isUnder, namesOf, saidWords, type SaidWord } from '../report/words.js';
import { playedAway, playedWell, playedWithout } from '../service/play.js';
import type { Prepared } from '../service/prepare.js';
import type { Desk } from './desk.js';
import { inIso } from './in-iso.js';
import { misuse } from './misuse.js';
import type { Time } from './plan-time.js';
import { durationSaid } from './readings.js';

export interface WhatIf {
  readonly load?: boolean;
  readonly digest?: string;
  readonly miss?: string;
  readonly absent?: string;
  readonly unit?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface Answers {
  readonly load?: Load;
  readonly missing?: Missing;
  readonly absence?: Absence;
}

/** What was asked about a simulation, for programs and in sections for people; none of both when nothing was. */
export function answersOf(
  desk: Desk,
  prepared: Prepared,
  words: readonly SaidWord[],
  time: Time,
  options: WhatIf,
): { readonly answers: unknown; readonly sections: readonly Section[] } {
  const { lang } = desk;
  const sections: Section[] = [];
  let answers: Answers = {};
  if (options.load) {
    const load = loadOf(prepared, words, digestSaid(desk, options.digest));
    sections.push(...loadSections(load, lang, prepared.calendar));
    answers = { ...answers, load };
  }
  if (options.miss !== undefined) {
    const missed = stepSaid(desk, prepared, options.miss, options.unit);
    const missing = missingIn(prepared, missed);
    sections.push(...missingSections(prepared, missing, options.miss, lang));
    answers = { ...answers, missing };
  }
  if (options.absent !== undefined) {
    const leave = leaveSaid(desk, prepared, options.absent, time);
    const absence = absenceIn(prepared, leave);
    sections.push(...absenceSections(prepared, absence, leave, lang));
    answers = { ...answers, absence };
  }
  return { answers: inIso(prepared.calendar, answers), sections };
}

/** How long ordinary messages are gathered; undefined where the usual time is meant. */
export const digestSaid = (desk: Desk, text: string | undefined): number | undefined =>
  text === undefined ? undefined : durationSaid(desk, '--digest', text);

function missingIn(prepared: Prepared, step: MissedStep): Missing {
  const well = saidWords(playedWell(prepared));
  const without = saidWords(playedWithout(prepared, step));
  return missingOf(prepared, well, without, step);
}

function absenceIn(prepared: Prepared, leave: Leave): Absence {
  const isThere = officeOf(prepared);
  const well = saidWords(playedWell(prepared));
  const away = saidWords(playedAway(prepared, { ...leave, isThere }));
  return absenceOf(prepared, well, away, leave);
}

function stepSaid(desk: Desk, prepared: Prepared, text: string, unit?: string): MissedStep {
  const { step, occurrence } = namesOf(text);
  if (!prepared.plan.steps.some(({ id }) => id === step))
    throw misuse(desk.lang, (words) => words.unknownStep(step));
  const isOwed = prepared.unitPlans.some(
    ({ path, body }) => isUnder(path, unit) && body.duties.some((duty) => duty.step === step),
  );
  if (!isOwed) throw misuse(desk.lang, (words) => words.notOwed(step, unit ?? ''));
  return {
    step,
    ...(occurrence !== null && { occurrence }),
    ...(unit !== undefined && { unit }),
  };
}

function leaveSaid(desk: Desk, prepared: Prepared, person: string, { from, to }: Time): Leave {
  if (!prepared.posts.some((holder) => holder.person === person))
    throw misuse(desk.lang, (words) => words.unknownPerson(person));
  const season = seasonOf(prepared);
  return { person, from: from ?? season.from, to: to ?? season.to };
}

/** From the first opening to the last due instant. */
function seasonOf({ unitPlans }: Prepared): { from: EpochMs; to: EpochMs } {
  const duties = unitPlans.flatMap(({ body }) => body.duties);
  const instants = duties.flatMap(({ openAt, dueAt }) => [openAt ?? dueAt, dueAt]);
  const least = (a: EpochMs, b: EpochMs): EpochMs => (b < a ? b : a);
  const most = (a: EpochMs, b: EpochMs): EpochMs => (b > a ? b : a);
  return { from: instants.reduce(least), to: instants.reduce(most) };
}
