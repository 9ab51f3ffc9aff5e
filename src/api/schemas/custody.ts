import { z } from 'zod';
import { instantOut, title } from './words.js';

const nullable = instantOut.nullable();
const packet = z.object({
  ...{ id: z.string(), box: z.string(), seal: z.string(), sheets: z.int(), track: z.string() },
  place: z.string().describe('where it is, and nowhere else'),
});

/** A consignment in a list. */
export const custodyLine = z.object({
  path: z.string(),
  title,
  packets: z.int(),
  places: z.array(z.object({ place: z.string(), packets: z.int() })),
  next: z.object({ duty: z.string(), dueAt: instantOut, late: z.boolean() }).nullable(),
  stopped: z.int(),
  alarms: z.int(),
});

/** A consignment with every packet, leg and step. */
export const custodyView = z.object({
  ...{ season: z.string(), path: z.string(), title, now: instantOut, asOf: nullable },
  packets: z.array(packet),
  places: z.array(
    z.object({
      ...{ id: z.string(), kind: z.string(), title: z.string(), packets: z.int() },
      keepers: z.array(z.string()),
      plate: z.string().optional(),
      police: z.array(z.string()).optional(),
    }),
  ),
  legs: z.array(
    z.object({
      ...{ id: z.string(), from: z.string(), to: z.string(), via: z.string().nullable() },
      packets: z.array(z.string()),
    }),
  ),
  openings: z.array(
    z.object({
      ...{ id: z.string(), place: z.string(), session: z.string(), subject: z.string() },
      ...{ track: z.string(), fromAt: instantOut, untilAt: instantOut },
      packets: z.array(z.string()),
    }),
  ),
  steps: z.array(
    z.object({
      ...{ duty: z.string(), act: z.string(), of: z.string(), status: z.string() },
      ...{ dueAt: instantOut, lateAt: nullable, acceptedAt: nullable },
      ...{ posts: z.array(z.string()), missing: z.int(), stopped: z.boolean() },
      words: z.string().nullable().describe('what all sign; null of a comparison'),
    }),
  ),
  alarms: z.array(
    z.object({
      ...{ duty: z.string(), title, status: z.string(), dueAt: instantOut },
      acceptedAt: nullable,
    }),
  ),
});
