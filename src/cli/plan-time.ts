import { epochMs, type EpochMs } from '../engine/model.js';
import type { Prepared } from '../service/prepare.js';
import type { Desk } from './desk.js';
import { edgeSaid, type Era } from './era.js';
import { misuse } from './misuse.js';

/** From when to when is asked about; an edge that was not said is absent. */
export interface Time {
  readonly from?: EpochMs;
  readonly to?: EpochMs;
}

/** `--from` and `--to` in the time of a plan. */
export function timeSaid(
  desk: Desk,
  { plan, calendar }: Prepared,
  { from, to }: { readonly from?: string; readonly to?: string },
): Time {
  const era: Era = { calendar, examDay: plan.examDay, now: epochMs(desk.context.now()) };
  const time: Time = {
    ...(from !== undefined && { from: edgeSaid(desk, '--from', from, era, 'from') }),
    ...(to !== undefined && { to: edgeSaid(desk, '--to', to, era, 'to') }),
  };
  if (time.from !== undefined && time.to !== undefined && time.to < time.from)
    throw misuse(desk.lang, (words) => words.reversed);
  return time;
}
