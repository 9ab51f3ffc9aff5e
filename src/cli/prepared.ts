import { prepare, type PlanFault, type Prepared, type Wish } from '../service/prepare.js';
import { EXIT, type Desk } from './desk.js';
import { misuse } from './misuse.js';
import { daySaid } from './readings.js';

/** The folder prepared; or null, its faults printed and the exit code set. */
export function preparedFrom(
  desk: Desk,
  folder: string,
  { season, examDay, rehearsal }: Wish,
): Prepared | null {
  const wish: Wish = {
    ...(season !== undefined && { season }),
    ...(examDay !== undefined && { examDay: daySaid(desk, '--exam-day', examDay) }),
    ...(rehearsal && { rehearsal }),
  };
  const prepared = prepareOr(desk, folder, wish);
  if (!('faults' in prepared)) return prepared;
  desk.exitCode = EXIT.refused;
  desk.answer(
    () => ({ ok: false, faults: prepared.faults }),
    () => prepared.faults.map((fault) => faultLine(fault, desk)),
  );
  if (!desk.json) desk.context.err(desk.paper.red(desk.t.say.planFaults(prepared.faults.length)));
  return null;
}

function prepareOr(desk: Desk, folder: string, wish: Wish) {
  try {
    return prepare(folder, wish);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw misuse(desk.lang, (words) => words.override(error.message));
  }
}

const faultLine = (
  { file, line, column, code, zh, en }: PlanFault,
  { lang, paper }: Desk,
): string => `${paper.bold(`${file}:${line}:${column}`)}: ${code}: ${lang === 'zh' ? zh : en}`;
