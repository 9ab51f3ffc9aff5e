import { z } from 'zod';
import { instantOut, title } from './words.js';

const nullable = instantOut.nullable();
const packet = z.object({
  ...{ id: z.string(), box: z.string(), seal: z.string(), sheets: z.int(), track: z.string() },
  place: z.string().describe('where it is, and nowhere else'),
});

const progress = z.object({ all: z.int(), done: z.int() });
const lastWord = z.object({
  is: z.string().describe('moved, departed, called, arrived, differed, …'),
  of: z.string().nullable().describe('the leg or the opening'),
  at: instantOut,
});

/** A consignment in a list. */
export const custodyLine = z.object({
  ...{ path: z.string(), title, now: instantOut, asOf: nullable },
  phase: z.string().describe('stopped, planned, under-way, delivered or opened'),
  ...{ from: z.array(z.string()), to: z.array(z.string()) },
  departBy: nullable.describe('of the first leg that has not left yet'),
  arriveBy: nullable.describe('of the last leg that has not arrived yet'),
  ...{ legs: progress, openings: progress },
  last: lastWord.extend({ where: z.string().nullable() }).nullable(),
  packets: z.int(),
  places: z.array(
    z.object({ place: z.string(), kind: z.string(), title: z.string(), packets: z.int() }),
  ),
  next: z
    .object({
      ...{ duty: z.string(), dueAt: instantOut, late: z.boolean() },
      where: z.string().nullable(),
    })
    .nullable(),
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
      ...{ loaded: z.boolean(), departed: z.boolean(), arrived: z.boolean() },
      delivered: z.boolean(),
      aboard: z.array(z.string()).describe('posts'),
    }),
  ),
  openings: z.array(
    z.object({
      ...{ id: z.string(), place: z.string(), session: z.string(), subject: z.string() },
      ...{ track: z.string(), fromAt: instantOut, untilAt: instantOut, opened: z.boolean() },
      packets: z.array(z.string()),
    }),
  ),
  steps: z.array(
    z.object({
      ...{ duty: z.string(), act: z.string(), of: z.string(), status: z.string() },
      ...{ dueAt: instantOut, lateAt: nullable, acceptedAt: nullable },
      ...{ posts: z.array(z.string()), missing: z.int(), stopped: z.boolean() },
      words: z.string().nullable().describe('what all sign, or have signed; null of a comparison'),
    }),
  ),
  alarms: z.array(
    z.object({
      ...{ duty: z.string(), title, status: z.string(), dueAt: instantOut },
      ...{ acceptedAt: nullable, level: z.int(), nextAt: nullable },
    }),
  ),
  left: z.array(z.object({ duty: z.string(), packets: z.array(z.string()) })),
  last: lastWord.nullable(),
});
