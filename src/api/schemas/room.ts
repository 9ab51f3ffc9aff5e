import { z } from 'zod';
import { ROOM_DUTIES } from '../../engine/room-rules.js';
import { REPLACED_FOR } from '../../service/rooms/reasons.js';
import { reserve } from './register.js';
import { instantIn, instantOut, personId, seasonId, title, unitInAddress, words } from './words.js';

const sessionId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/)
  .describe('id of a session');
const room = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z.]{0,11}$/);

export const seasonParams = z.object({ season: seasonId });
export const sheetParams = z.object({ season: seasonId, session: sessionId, unit: unitInAddress });

export const importQuery = z.object({
  file: words(200).min(1).default('roster').describe('what the file is called'),
  session: sessionId.optional().describe('of rows that do not say it'),
  site: words(200).min(1).optional().describe('of rows that do not say it: path or name'),
  apply: z.enum(['true', 'false']).default('false').describe('false: only says what it would do'),
  partial: z
    .enum(['true', 'false'])
    .default('false')
    .describe('the sites without a fault although others have some'),
  by: personId.optional().describe('who decided, at the console'),
});
export const checkQuery = z.object({ session: sessionId.optional() });

const at = { row: z.int(), column: z.int(), heading: z.string(), code: z.string() };
const fault = z.object({
  ...at,
  ...{ zh: z.string(), en: z.string() },
  ...{ person: z.string().optional(), name: z.string().optional(), place: z.string().optional() },
  substitutes: z.array(reserve).optional().describe('who of the reserve could lawfully take it'),
});
export const rosterReport = z.object({
  ...{ season: z.string(), file: z.string(), rows: z.int(), rooms: z.int() },
  sheets: z.array(
    z.object({
      ...{ session: z.string(), site: z.string(), rooms: z.int(), planned: z.int() },
      ...{ people: z.int(), faults: z.int(), hash: z.string() },
      does: z.enum(['accept', 'same', 'refuse']),
    }),
  ),
  ...{ faultCount: z.int(), faults: z.array(fault), left: z.array(z.string()) },
  applied: z.boolean(),
});

const line = {
  ...{ session: z.string(), site: z.string(), title, rooms: z.int(), people: z.int() },
  ...{ reserves: z.int(), replaced: z.int(), at: z.int(), by: z.string(), hash: z.string() },
  file: z.string(),
};
export const standingLines = z.object({ items: z.array(z.object(line)) });
export const standingCheck = z.object({
  ...{ season: z.string(), places: z.int(), faultCount: z.int(), faults: z.array(fault) },
});

const replacement = z.object({
  ...{ site: z.string(), session: z.string(), room: z.string() },
  ...{ absent: z.string(), absentName: z.string(), person: z.string(), name: z.string() },
  ...{ reason: z.enum(REPLACED_FOR), inspector: z.string(), inspectorName: z.string() },
  ...{ by: z.string(), recordedBy: z.string(), happenedAt: instantOut, recordedAt: instantOut },
  late: z.boolean().describe('recorded so long after it happened that it is to be seen'),
});
const kept = { at: z.int(), by: z.string(), hash: z.string() };
export const sheetView = z.object({
  ...{ ...line, season: z.string(), timezone: z.string() },
  seats: z.array(
    z.object({
      ...{ duty: z.enum(ROOM_DUTIES), rooms: z.array(z.string()), person: z.string() },
      ...{ name: z.string(), school: z.string(), county: z.string() },
    }),
  ),
  replacements: z.array(replacement),
  history: z.array(z.object({ kind: z.enum(['roster', 'replacement']), ...kept })),
});

export const substituteQuery = z.object({ room, absent: personId });
export const substitutes = z.object({ items: z.array(reserve) });
export const replaceBody = z.object({
  room,
  absent: personId.describe('who fails'),
  person: personId.optional().describe('who comes, out of the reserve; the nearest lawful one'),
  reason: z.enum(REPLACED_FOR),
  inspector: personId.describe('on whose word'),
  happenedAt: instantIn.optional(),
  by: personId.optional().describe('the chief who decides; whoever asks'),
});
export const replaced = z.object({
  ...{ season: z.string(), timezone: z.string(), replacement },
  also: z.array(z.string()).describe('other places that whoever left has'),
  declared: z.boolean().describe('a relative in the exam was put down in the register'),
});
