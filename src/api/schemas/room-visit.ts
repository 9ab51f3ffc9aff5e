import { z } from 'zod';
import { sheetParams } from './room.js';
import { instantIn, instantOut, personId, title, words } from './words.js';

export const visitParams = sheetParams.extend({
  nth: z.coerce.number().int().min(1).describe('number of the entry'),
});
export const enterBody = z.object({
  room: words(20).min(1).describe('one room: `7` is `007`'),
  person: personId.optional().describe('who entered, by his number'),
  name: words(40).min(1).optional().describe('who entered, where he has no number'),
  reason: words(64).min(1).describe('of the closed list in `rooms.yaml`'),
  happenedAt: instantIn.optional(),
  by: personId.optional().describe('who says so; whoever asks'),
});
export const leaveBody = enterBody.pick({ happenedAt: true, by: true });

const written = {
  ...{ by: z.string(), recordedBy: z.string() },
  ...{ happenedAt: instantOut, recordedAt: instantOut },
};
export const visitList = z.object({
  ...{ season: z.string(), timezone: z.string(), session: z.string(), site: z.string(), title },
  reasons: z.array(z.object({ id: z.string(), title })),
  inside: z.int().describe('how many have not left'),
  visits: z.array(
    z.object({
      ...{ nth: z.int(), room: z.string(), person: z.string(), name: z.string() },
      ...{ reason: z.string(), ...written, left: z.object(written).nullable() },
      late: z.boolean().describe('recorded so long after it happened that it is to be seen'),
    }),
  ),
});

export const notedVisit = visitList.extend({
  nth: z.int().describe('the entry that was written to'),
});
