import { plusDays, type Calendar } from '../engine/calendar.js';
import { epochMs, type Duty, type EpochMs } from '../engine/model.js';
import { draw } from './draw.js';
import type { RehearsalScript } from './rehearsal-script.js';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

// What has less time than this is done when it comes up, be it at night.
const UNHURRIED_MS = DAY_MS / 2;
const DAY = { from: '07:00', to: '22:00' };

/**
 * When a duty is usually done: between two parts of its time. What has days is done in the seven hours
 * before the time of day at which it is due, and not at night.
 */
export function usualInstant(
  duty: Duty,
  unit: string,
  { from, to }: RehearsalScript['defaults']['done'],
  calendar: Calendar,
): EpochMs {
  const lead = Math.max(duty.remindBeforeMs[0] ?? 0, 2 * HOUR_MS);
  const openAt = duty.openAt ?? duty.dueAt - lead;
  const time = duty.dueAt - openAt;
  const seed = `${unit} ${duty.id}`;
  const [earliest, latest] = [openAt + from * time, openAt + to * time];
  const drawn = earliest + (draw(seed, 10_001) / 10_000) * (latest - earliest);
  const at = time < 2 * DAY_MS ? drawn : inHours(duty, drawn, earliest, latest, seed);
  const clear = epochMs(Math.max(minute(at), openAt));
  return time < UNHURRIED_MS ? clear : byDay(calendar, clear, epochMs(latest), seed);
}

function inHours(
  { dueAt }: Duty,
  at: number,
  earliest: number,
  latest: number,
  seed: string,
): number {
  const days = Math.ceil((dueAt - at) / DAY_MS);
  const hours = dueAt - days * DAY_MS - draw(`${seed} hour`, 7 * 60) * MINUTE_MS;
  const next = hours < earliest ? hours + DAY_MS : hours;
  return next > latest ? at : next;
}

/** The same instant, or if it lies in the night the next morning, as long as that is not after `latest`. */
export function byDay(calendar: Calendar, at: EpochMs, latest: EpochMs, seed: string): EpochMs {
  const time = calendar.timeOf(at);
  if (time >= DAY.from && time < DAY.to) return at;
  const day = calendar.dateOf(at);
  const morning = calendar.instant(time < DAY.from ? day : plusDays(day, 1), DAY.from);
  const next = epochMs(morning + draw(`${seed} morning`, 90) * MINUTE_MS);
  return next <= latest ? next : at;
}

/**
 * At `at`, or if what it needs is done only then, soon after `readyAt`: before it is due where there is
 * time left.
 */
export function onceReady(at: EpochMs, readyAt: EpochMs, dueAt: EpochMs): EpochMs {
  if (at > readyAt) return at;
  const left = dueAt - readyAt;
  const lag = left > 0 ? Math.min(20 * MINUTE_MS, Math.max(left / 2, 1)) : 10 * MINUTE_MS;
  return epochMs(Math.ceil(readyAt + lag));
}

export const minute = (at: number): number => Math.floor(at / MINUTE_MS) * MINUTE_MS;
