import type { TimeDoubt } from './day-words.js';
import { doubtAt } from './doubts.js';
import type { SheetField } from './fields.js';
import { textOf } from './grid.js';
import { stepsInMoments, type RawStep } from './raw-step.js';
import { openingIn, timeIn } from './sheet-time.js';
import type { TaskRow } from './task-rows.js';
import type { Same, Workshop } from './workshop.js';

/** When nothing is said, by the end of the eve. */
const DEFAULT_DUE = 'E-1d 17:00';

type Times = Pick<RawStep, 'opens' | 'due' | 'sessions' | 'remind' | 'watch' | 'series'>;

/**
 * When a row's step opens and is due: the template's moments where the cells say the same and they still hold,
 * else what the cells say.
 */
export function timesOf(
  row: TaskRow,
  shop: Workshop,
  base: RawStep | undefined,
  isSame: Same,
): Partial<Times> {
  const spanned = spanOf(base);
  const parts = { opens: spanned?.from ?? base?.opens, due: spanned?.until ?? base?.due };
  const keeps = (field: 'opens' | 'due'): boolean =>
    isSame(field) &&
    (shop.keepsDates || !/^\d{4}-/.test(parts[field] ?? '')) &&
    stepsInMoments(parts[field] ?? '').every(shop.isPresent);
  if (base !== undefined && keeps('due') && keeps('opens')) return {};
  const said = dueIn(row, shop, spanned !== null);
  const opening = openingOf(row, shop, said.opens);
  const isBackwards = opening !== null && isAfter(opening, said.due);
  if (isBackwards) doubt(shop, row, 'opens', 'time-order', '');
  const opens = isBackwards ? null : opening;
  if (base?.kind !== undefined && spanned !== null)
    return { [base.kind]: { ...spanned, from: opens ?? spanned.from, until: said.due } };
  // The template's own opening may come too late for the sheet's due time.
  const isLate = opens === null && base?.opens != null && isAfter(base.opens, said.due);
  return {
    ...(opens !== null && { opens }),
    ...(isLate && { opens: null }),
    due: said.due,
    ...(said.sessions !== null && { sessions: said.sessions }),
    remind: base?.remind ?? remindersFor(opens, said.due),
  };
}

const spanOf = (base: RawStep | undefined) =>
  (base?.kind === 'watch' ? base.watch : base?.kind === 'series' ? base.series : null) ?? null;

function dueIn(row: TaskRow, shop: Workshop, isSpanned: boolean) {
  // A printed watch or series says in brackets how it goes on.
  const cell = isSpanned ? row.text('due').replace(/（[每不][^（）]*）$/, '') : row.cell('due');
  const read = timeIn(cell, shop.era);
  const code: TimeDoubt | null =
    textOf(cell) === '' ? 'time-missing' : read === null ? 'time-unreadable' : read.doubt;
  const time = read ?? { opens: null, due: DEFAULT_DUE, sessions: null };
  if (code !== null) doubt(shop, row, 'due', code, time.due);
  return time;
}

function openingOf(row: TaskRow, shop: Workshop, said: string | null): string | null {
  const cell = row.cell('opens');
  if (textOf(cell) === '' || /即日|印发之日/.test(textOf(cell))) return said;
  const read = openingIn(cell, shop.era);
  const code = read === null ? 'time-unreadable' : read.doubt;
  if (code !== null) doubt(shop, row, 'opens', code, read?.moment ?? '—');
  return read?.moment ?? said;
}

function doubt(shop: Workshop, row: TaskRow, field: SheetField, code: TimeDoubt, assumed: string) {
  shop.doubts.push(doubtAt(row.at(field), code, { assumed }));
}

/** Days are compared; what hangs on a session or another step is left to the plan's own check. */
function isAfter(opens: string, due: string): boolean {
  const [a, b] = [dayOf(opens), dayOf(due)];
  if (a === null || b === null) return false;
  // How long the exam lasts is not in the sheet: days after its first day may lie behind its last.
  if (a.edge !== b.edge) return a.edge === 'E' && a.days > b.days;
  return a.days > b.days || (a.days === b.days && a.time > b.time);
}

function dayOf(moment: string): { edge: string; days: number; time: string } | null {
  const [, edge, days, time] = /^(E(?:\.end)?)(?:([+-]\d+)d)? (\d\d:\d\d)$/.exec(moment) ?? [];
  return edge === undefined || time === undefined ? null : { edge, days: Number(days ?? 0), time };
}

/** Three days and one day before; what is done within minutes or a few days, less. */
function remindersFor(opens: string | null, due: string): string[] {
  if (due.startsWith('S')) return ['10m'];
  const [from, to] = [opens === null ? null : dayOf(opens), dayOf(due)];
  const days = from && to && from.edge === to.edge ? to.days - from.days : 30;
  if (to !== null && to.days === 0 && to.edge === 'E') return ['30m'];
  return days > 4 ? ['3d', '1d'] : days > 1 ? ['1d'] : ['2h'];
}
