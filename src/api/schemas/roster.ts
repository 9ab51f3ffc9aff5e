import { z } from 'zod';
import { instantIn, instantOut, personId, post, seasonId, stepId, title, words } from './words.js';

const by = personId.optional().describe('who decides; at the console only');
const reason = words(200).min(1);
const person = z.object({ person: z.string(), name: z.string() });

export const handOverBody = z.object({
  from: personId,
  to: personId,
  since: instantIn,
  until: instantIn.describe('excluded'),
  reason,
  season: seasonId.optional().describe('only in this season; in all that run unless given'),
  by,
});

export const takeOver = z.object({
  id: z.string(),
  season: z.string(),
  post: z.string(),
  absent: z.string(),
  absentName: z.string(),
  person: z.string(),
  name: z.string(),
  title: z.string(),
  fromAt: instantOut,
  untilAt: instantOut,
  reason: z.string(),
  by: z.string(),
  at: z.int().describe('real time'),
});

const shiftChange = z.object({
  id: z.string(),
  season: z.string(),
  unit: z.string(),
  step: z.string(),
  fromAt: instantOut,
  absent: z.string(),
  person: z.string(),
  reason: z.string(),
  by: z.string(),
  at: z.int().describe('real time'),
});

export const handedOver = z.object({
  id: z.string(),
  from: person,
  to: person,
  reason: z.string(),
  fromAt: instantOut,
  untilAt: instantOut,
  seasons: z.array(
    z.object({
      season: z.string(),
      timezone: z.string(),
      takeOvers: z.array(takeOver),
      changes: z.array(shiftChange),
    }),
  ),
});

export const takeOverId = z.object({ id: z.uuid() });
export const ended = z.object({ from: z.string(), to: z.string() });

export const swapBody = z.object({
  unit: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}(?:\/[a-z0-9][a-z0-9-]{0,31}){0,6}$/)
    .describe('path of a unit'),
  step: stepId,
  from: personId,
  shift: instantIn.describe('when his shift begins'),
  to: personId,
  other: instantIn.describe('when the shift of the other begins'),
  reason,
  by,
});

export const swapped = z.object({
  id: z.string(),
  season: z.string(),
  timezone: z.string(),
  names: z.record(z.string(), z.string()),
  changes: z.array(shiftChange),
});

export const dutyQuery = z.object({
  post: z.union([post, z.array(post).min(1).max(50)]),
  at: instantIn.or(z.string().regex(/^\d{12,13}$/)).optional(),
});

export const dutyList = z.object({
  season: z.string(),
  timezone: z.string(),
  at: instantOut,
  items: z.array(
    z.object({
      post: z.string(),
      serving: z.array(
        z.object({
          person: z.string(),
          name: z.string(),
          title: z.string(),
          as: z.enum(['shift', 'stand-in', 'holder', 'deputy', 'on-shift']),
          for: z.string().optional(),
          forName: z.string().optional(),
          deputyOf: z.string().optional(),
          post: z.string(),
        }),
      ),
    }),
  ),
});

export const reportQuery = z.object({ from: z.iso.date().optional() });

export const rosterReport = z.object({
  season: z.string(),
  timezone: z.string(),
  day: z.string(),
  posts: z.int(),
  gaps: z.array(
    z.object({
      post: z.string(),
      why: z.enum(['vacant', 'unreachable']),
      firstAt: instantOut,
      path: z.string(),
      duty: z.string(),
      uses: z.int(),
      title,
      persons: z.array(person),
    }),
  ),
});
