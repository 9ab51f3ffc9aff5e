import { z } from 'zod';
import { instantOut, title } from './words.js';

const at = z.int().describe('milliseconds since the Unix epoch, real time');

export const deskShape = z.object({
  id: z.string(),
  path: z.string(),
  name: z.string(),
  issuedBy: z.string(),
  registeredAt: at.nullable(),
  revokedAt: at.nullable(),
});

/** Something with an address that is shown once. */
export const issued = z.object({ id: z.string(), url: z.string(), until: at });

export const card = z.object({
  card: z.string(),
  path: z.string(),
  site: z.string(),
  person: z.string(),
  name: z.string(),
  issuedAt: at,
  lines: z.array(z.string()),
});

export const cardHolder = z.object({
  card: z.string(),
  person: z.string(),
  name: z.string(),
  left: z.int().describe('lines not used yet'),
  issuedAt: at,
  issuedBy: z.string(),
  pin: z.enum(['none', 'given', 'own']).describe('given: not replaced yet by one of his own'),
});

export const givenOut = z.object({ person: z.string(), name: z.string(), pin: z.string() });

export const link = z.object({
  id: z.string(),
  person: z.string(),
  name: z.string(),
  season: z.string(),
  path: z.string(),
  duties: z.array(z.string()),
  purpose: z.enum(['duties', 'contacts']),
  until: at,
  isRevoked: z.boolean(),
});

export const coded = z.object({
  season: z.string(),
  unit: z.string(),
  duty: z.string(),
  code: z.string(),
  title,
  status: z.string(),
});

const named = z.object({ person: z.string(), name: z.string() });

export const oralRecord = z.object({
  season: z.string(),
  unit: z.string(),
  duty: z.string().describe('the duty by which it is confirmed'),
  of: z.string().nullable(),
  act: z.string(),
  title,
  by: named,
  recordedBy: named,
  happenedAt: instantOut.nullable(),
  isLate: z.boolean().describe('recorded long after it happened'),
  recordedAt: instantOut,
  dueAt: instantOut,
  now: instantOut,
  objection: z.string().nullable(),
});
