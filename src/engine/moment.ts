/**
 * A moment of a plan, read but not yet resolved. Civil parts stay text (`YYYY-MM-DD`, `HH:MM`): only the
 * calendar knows which instant they are. Offsets are elapsed milliseconds and may be negative.
 */
export type MomentAst =
  | DayMoment
  | { readonly type: 'session'; readonly edge: 'start' | 'end'; readonly offsetMs: number }
  | { readonly type: 'civil'; readonly date: string; readonly time: string }
  /** From the planned due instant of another step of the same unit. */
  | { readonly type: 'step'; readonly step: string; readonly offsetMs: number }
  /** From the instant at which the step's procedure is begun. */
  | { readonly type: 'begun'; readonly offsetMs: number }
  /** From the instant at which another step of the same unit is really done; never before it. */
  | { readonly type: 'done'; readonly step: string; readonly offsetMs: number };

/** Days before (negative) or after the first day of an exam, or its last (`end`). */
export interface DayMoment {
  readonly type: 'exam' | 'workday';
  /** Null: the exam that a plain `E` means where the moment stands. */
  readonly exam: string | null;
  readonly edge: 'start' | 'end';
  /** Calendar days, or of a `workday` working days: then never 0, since the exam may fall on a day off. */
  readonly days: number;
  readonly time: string;
}

/** What else a moment hangs on: exams by name, another step, a session, a calendar of working days. */
export interface MomentRefs {
  readonly exam: string | null;
  /** `due`: its planned due instant; `done`: its real end. */
  readonly step: { readonly id: string; readonly how: 'due' | 'done' } | null;
  readonly session: boolean;
  /** The beginning of its procedure. */
  readonly begun: boolean;
  readonly workdays: boolean;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Digits are bounded, so that no sum leaves the safe integers, and every pattern is linear. */
const DURATION = /^(?=\d)(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,5})m)?$/;
const DAY =
  /^(?:([a-z][a-z0-9-]{0,63}):)?E(\.end)?(?:([+-])(?:(\d{1,4})d|([1-9]\d{0,2})wd))? (\d\d:\d\d)$/;
const SESSION = /^S(\.end)?(?:([+-])(\w+))?$/;
const CIVIL = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d)$/;
const BEGUN = /^begun(?:\+(\w+))?$/;
const STEP = /^(step|done)\(([a-z][a-z0-9-]{0,63})\)(?:([+-])(\w+))?$/;
/** Longer texts are none: a broken file must not cost time by its size. */
const LONGEST = 200;

/**
 * Reads an instant as a plan says it: `E-11d 17:00`, `gaokao:E.end+1d 12:00`, `E-5wd 17:00`, `S-60m`, `S.end+30m`,
 * `2027-05-10 18:00`, `step(id)+2h`, `done(id)+2h`, `begun+2m` (docs/plan-format.md). Days are counted by the calendar;
 * all other offsets are elapsed time.
 * @returns `null` where it is not a moment, or names a date that does not exist (`2027-02-30 08:00`).
 */
export function parseMoment(text: string): MomentAst | null {
  if (text.length > LONGEST) return null;
  return (
    dayMoment(text) ??
    sessionMoment(text) ??
    civilMoment(text) ??
    stepMoment(text) ??
    begunMoment(text)
  );
}

/** Writes a moment as a plan says it; `parseMoment` reads the same again. */
export function printMoment(ast: MomentAst): string {
  switch (ast.type) {
    case 'exam':
    case 'workday': {
      const unit = ast.type === 'exam' ? 'd' : 'wd';
      const days = ast.days === 0 ? '' : `${signOf(ast.days)}${Math.abs(ast.days)}${unit}`;
      const exam = ast.exam === null ? '' : `${ast.exam}:`;
      return `${exam}E${ast.edge === 'end' ? '.end' : ''}${days} ${ast.time}`;
    }
    case 'session':
      return `S${ast.edge === 'end' ? '.end' : ''}${printOffset(ast.offsetMs)}`;
    case 'civil':
      return `${ast.date} ${ast.time}`;
    case 'begun':
      return `begun${printOffset(ast.offsetMs)}`;
    case 'step':
    case 'done':
      return `${ast.type}(${ast.step})${printOffset(ast.offsetMs)}`;
  }
}

/** What a moment names: for checks of references and circles. */
export function momentRefs(ast: MomentAst): MomentRefs {
  const isDay = ast.type === 'exam' || ast.type === 'workday';
  return {
    exam: isDay ? ast.exam : null,
    step:
      ast.type === 'step' || ast.type === 'done'
        ? { id: ast.step, how: ast.type === 'step' ? 'due' : 'done' }
        : null,
    session: ast.type === 'session',
    begun: ast.type === 'begun',
    workdays: ast.type === 'workday',
  };
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

/** Writes elapsed time of whole minutes, the greatest units first (`1d2h3m`); `parseDuration` reads it again. */
export function printDuration(ms: number): string {
  const days = Math.min(Math.floor(ms / DAY_MS), 9_999);
  const hours = Math.min(Math.floor((ms - days * DAY_MS) / HOUR_MS), 9_999);
  const minutes = Math.floor((ms - days * DAY_MS - hours * HOUR_MS) / MINUTE_MS);
  const parts = [days && `${days}d`, hours && `${hours}h`, minutes && `${minutes}m`];
  return parts.filter(Boolean).join('') || '0m';
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

function dayMoment(text: string): MomentAst | null {
  const [whole, exam = null, end, sign, days, workdays, time = ''] = DAY.exec(text) ?? [];
  if (whole === undefined || !isCivilTime(time)) return null;
  return {
    type: workdays === undefined ? 'exam' : 'workday',
    exam,
    edge: end === undefined ? 'start' : 'end',
    days: signed(sign, Number(workdays ?? days ?? 0)),
    time,
  };
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
  const [whole, how, step = '', sign, offset] = STEP.exec(text) ?? [];
  const offsetMs = offsetOf(sign, offset);
  if (whole === undefined || offsetMs === null) return null;
  if (how === 'step') return { type: 'step', step, offsetMs };
  // Nobody knows beforehand when something will really be done.
  return offsetMs < 0 ? null : { type: 'done', step, offsetMs };
}

function begunMoment(text: string): MomentAst | null {
  const [whole, offset] = BEGUN.exec(text) ?? [];
  const offsetMs = offsetOf('+', offset);
  return whole === undefined || offsetMs === null ? null : { type: 'begun', offsetMs };
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

const signOf = (amount: number): string => (amount < 0 ? '-' : '+');

const printOffset = (ms: number): string =>
  ms === 0 ? '' : `${signOf(ms)}${printDuration(Math.abs(ms))}`;

function daysInMonth(year: number, month: number): number {
  if (month === 2) {
    const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    return leap ? 29 : 28;
  }
  return [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
