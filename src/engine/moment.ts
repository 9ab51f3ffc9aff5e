/**
 * A moment of a plan, read but not yet resolved. Civil parts stay text (`YYYY-MM-DD`, `HH:MM`): only the
 * calendar knows which instant they are. Offsets are elapsed milliseconds and may be negative.
 */
export type MomentAst =
  /** Days before (negative) or after the first day of the exam. */
  | { readonly type: 'exam'; readonly days: number; readonly time: string }
  | { readonly type: 'session'; readonly edge: 'start' | 'end'; readonly offsetMs: number }
  | { readonly type: 'civil'; readonly date: string; readonly time: string }
  | { readonly type: 'step'; readonly step: string; readonly offsetMs: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Digits are bounded, so that no sum leaves the safe integers, and every pattern is linear. */
const DURATION = /^(?=\d)(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,5})m)?$/;
const EXAM = /^E(?:([+-])(\d{1,4})d)? (\d\d:\d\d)$/;
const SESSION = /^S(\.end)?(?:([+-])(\w+))?$/;
const CIVIL = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d)$/;
const STEP = /^step\(([a-z][a-z0-9-]{0,63})\)(?:([+-])(\w+))?$/;

/**
 * Reads an instant as a plan says it: `E-11d 17:00`, `S-60m`, `S.end+30m`, `2027-05-10 18:00`,
 * `step(id)+2h` (architecture, section 5). Days of `E` are calendar days; all other offsets are elapsed time.
 * @returns `null` where it is not a moment, or names a date that does not exist (`2027-02-30 08:00`).
 */
export function parseMoment(text: string): MomentAst | null {
  return examMoment(text) ?? sessionMoment(text) ?? civilMoment(text) ?? stepMoment(text);
}

/**
 * Reads elapsed time: `30m`, `2h`, `7d`, or in descending order together, `1h30m`. Never negative.
 * @returns milliseconds, or `null` where it is not a duration.
 */
export function parseDuration(text: string): number | null {
  const [whole, days, hours, minutes] = DURATION.exec(text) ?? [];
  if (whole === undefined) return null;
  return (
    Number(days ?? 0) * DAY_MS + Number(hours ?? 0) * HOUR_MS + Number(minutes ?? 0) * MINUTE_MS
  );
}

/** Whether the text is a day that exists, `YYYY-MM-DD`, in the proleptic Gregorian calendar. */
export function isCivilDate(text: string): boolean {
  const [whole, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (whole === undefined) return false;
  const longest = daysInMonth(Number(year), Number(month));
  return Number(year) > 0 && Number(day) >= 1 && Number(day) <= longest;
}

/** Whether the text is a time of day, `00:00` to `23:59`. */
export function isCivilTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);
}

function examMoment(text: string): MomentAst | null {
  const [whole, sign, days = '0', time = ''] = EXAM.exec(text) ?? [];
  if (whole === undefined || !isCivilTime(time)) return null;
  return { type: 'exam', days: signed(sign, Number(days)), time };
}

function sessionMoment(text: string): MomentAst | null {
  const [whole, end, sign, offset] = SESSION.exec(text) ?? [];
  const offsetMs = offsetOf(sign, offset);
  if (whole === undefined || offsetMs === null) return null;
  return { type: 'session', edge: end === undefined ? 'start' : 'end', offsetMs };
}

function civilMoment(text: string): MomentAst | null {
  const [whole, date = '', time = ''] = CIVIL.exec(text) ?? [];
  if (whole === undefined || !isCivilDate(date) || !isCivilTime(time)) return null;
  return { type: 'civil', date, time };
}

function stepMoment(text: string): MomentAst | null {
  const [whole, step = '', sign, offset] = STEP.exec(text) ?? [];
  const offsetMs = offsetOf(sign, offset);
  if (whole === undefined || offsetMs === null) return null;
  return { type: 'step', step, offsetMs };
}

function offsetOf(sign: string | undefined, duration: string | undefined): number | null {
  if (duration === undefined) return 0;
  const ms = parseDuration(duration);
  return ms === null ? null : signed(sign, ms);
}

/** Never `-0`, which JSON turns into `0`: a plan must survive it unchanged. */
function signed(sign: string | undefined, amount: number): number {
  return sign === '-' && amount !== 0 ? -amount : amount;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) {
    const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    return leap ? 29 : 28;
  }
  return [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
