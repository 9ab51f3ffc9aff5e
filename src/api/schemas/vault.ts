import { z } from 'zod';
import { instantIn, instantOut, occurrence, personId, title, words } from './words.js';

const nullable = instantOut.nullable();
const hand = z.enum(['key', 'combination']);
const perHand = <Shape extends z.ZodType>(shape: Shape) =>
  z.object({ key: shape.nullable(), combination: shape.nullable() });

const round = z.object({
  lastAt: nullable.describe('when it was last done'),
  dueAt: nullable.describe('when the next is due'),
  late: z.int(),
});

/** A vault in a list. */
export const vaultLine = z.object({
  ...{ path: z.string(), title, now: instantOut, asOf: nullable },
  permit: z.string().describe('accepted: in force'),
  hands: perHand(z.string()).describe('who has the key, who the combination'),
  crew: z.string().nullable().describe('heads | members, with the numbers of their badges'),
  late: z.int(),
  alarms: z.int(),
  intake: z
    .object({ status: z.string(), dueAt: instantOut, acceptedAt: nullable })
    .nullable()
    .describe('whether the papers were taken in'),
  wanted: z.object({ heads: z.int(), members: z.int() }).nullable(),
  watch: z
    .object({
      ...{ crew: z.string(), heads: z.int(), members: z.int() },
      ...{ since: instantOut, reliefAt: instantOut },
    })
    .nullable()
    .describe('who is on duty now; null: nobody'),
  uncovered: z.boolean().describe('too few, or not relieved in time'),
  patrol: round.nullable(),
  report: round.nullable().describe('the daily report'),
});

/** A vault with its hands, its lock and its duties. */
export const vaultView = vaultLine.extend({
  season: z.string(),
  posts: z.object({ key: z.string(), combination: z.string() }),
  offered: perHand(z.object({ to: z.string(), at: instantOut })),
  passed: z.array(z.object({ what: hand, person: z.string(), at: instantOut })),
  crewSince: nullable,
  windows: z.array(z.object({ fromAt: instantOut, untilAt: instantOut })),
  openings: z.array(z.object({ at: instantOut, by: z.string(), lawful: z.boolean() })),
  duties: z.array(
    z.object({
      ...{ duty: z.string(), title, status: z.string(), dueAt: instantOut },
      ...{ lateAt: nullable, acceptedAt: nullable },
    }),
  ),
});

const sender = {
  by: personId.optional().describe('for whom it is recorded; absent: whoever asks'),
  happenedAt: instantIn.optional(),
};

/** Gives the key or the combination, takes it, or withdraws the permit. */
export const vaultBody = z.object({
  ...sender,
  occurrence: occurrence.optional(),
  act: z.enum(['pass', 'take', 'withdraw']),
  what: hand.optional().describe('of pass and take'),
  to: personId.optional().describe('of pass'),
  reason: words(2_000).optional().describe('of withdraw'),
});

/** A lock says that it was opened. */
export const lockBody = z.object({ ...sender, place: words(64).default('vault') });
