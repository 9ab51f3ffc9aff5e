import { z } from 'zod';
import { DEVICE_STATES, REGISTERS } from '../../service/registers/views.js';
import { personId, post, words } from './words.js';

/** Ids of departments may be paths, which are written with dots in addresses. */
export const entryId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}(?:\.[a-z0-9][a-z0-9-]{0,63}){0,6}$/)
  .describe('id of a person, department or device; paths with dots');
export const registerKind = z.enum(REGISTERS);
export const listedKind = z.enum(['people', 'departments', 'devices']);

export const listQuery = z.object({
  cursor: words(200).min(1).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  owner: words(200).min(1).optional().describe('department of people, unit of devices; with dots'),
  q: words(60).min(1).optional().describe('in the name, or how the id begins'),
});

const entry = z.object({
  kind: registerKind,
  id: z.string(),
  rev: z.int(),
  at: z.int(),
  by: z.string(),
  body: z.record(z.string(), z.unknown()),
  phone: z.string().optional().describe('masked'),
  mail: z.string().optional().describe('masked'),
});
export const entryPage = z.object({ items: z.array(entry), next: z.string().nullable() });
export const dossier = z.object({
  entry,
  history: z.array(entry),
  declarations: z.array(entry),
  trainings: z.array(entry),
  posts: z.array(
    z.object({ season: z.string(), post: z.string(), from: z.string(), to: z.string() }),
  ),
});
export const reach = z.object({ phone: z.string().optional(), mail: z.string().optional() });

const cell = words(200).optional();
/** As a row of the register's table; what is left out stays as it is. */
const by = { by: personId.optional().describe('who decided, at the console') };
export const rows = {
  people: z.object({
    ...{ name: words(200).min(1), department: cell, school: cell, home: cell, subjects: cell },
    ...{ born: cell, phone: cell, mail: cell, accounts: cell, prefers: cell, ...by },
  }),
  departments: z.object({ zh: words(200).min(1), en: cell, parent: cell, ...by }),
  devices: z.object({
    ...{ kind: words(64).min(1), unit: words(200).min(1) },
    ...{ state: z.enum(DEVICE_STATES).optional(), inspected: cell, ...by },
  }),
  declarations: z.object({
    ...{ exam: words(130).min(1), declared: words(20).min(1) },
    ...{ relative: z.enum(['yes', 'no']), graduating: z.enum(['yes', 'no']) },
    ...{ confirmed: cell, ...by },
  }),
  trainings: z.object({
    ...{ course: words(64).min(1), date: words(20).min(1), result: z.enum(['passed', 'failed']) },
    ...{ side: z.enum(['', 'sending', 'receiving']).optional(), ...by },
  }),
};

export const importQuery = z.object({
  exam: words(130)
    .min(1)
    .optional()
    .describe('season, or season/exam, of declarations without one'),
  apply: z.enum(['true', 'false']).default('false').describe('false: only says what it would do'),
  partial: z
    .enum(['true', 'false'])
    .default('false')
    .describe('the good rows although others are not'),
  basis: words(60)
    .optional()
    .describe('`basis` of the preview: refused where anything changed since'),
  by: personId.optional().describe('who decided, at the console'),
});
export const exportQuery = z.object({
  format: z.enum(['csv', 'xlsx']).default('csv'),
  encoding: z.enum(['utf-8', 'gb18030']).default('utf-8'),
  contacts: z
    .enum(['true', 'false'])
    .default('false')
    .describe('with telephone and mail: on record'),
});

const reason = z.object({ code: z.string(), about: z.string(), bars: z.boolean() });
export const reserve = z.object({ person: z.string(), name: z.string(), post: z.string() });
const finding = z.object({
  ...{ season: z.string(), person: z.string(), name: z.string(), post: z.string() },
  ...{ barred: z.boolean(), reasons: z.array(reason), substitutes: z.array(reserve) },
});
const fault = z.object({
  ...{ row: z.int(), column: z.string(), code: z.string(), zh: z.string(), en: z.string() },
});
const change = z.object({
  ...{ row: z.int(), kind: registerKind, id: z.string(), label: z.string() },
  ...{ does: z.enum(['add', 'change', 'nothing']), fields: z.array(z.string()) },
});
export const imported = z.object({
  ...{ kind: registerKind, rows: z.int(), added: z.int(), changed: z.int(), unchanged: z.int() },
  ...{ changes: z.array(change), faultCount: z.int(), faults: z.array(fault) },
  ...{ left: z.array(z.string()), applied: z.boolean(), basis: z.string() },
  broken: z.array(finding),
});

const hours = { fromAt: z.int(), untilAt: z.int() };
const engagement = z.object({
  ...{ subject: z.string(), place: z.string(), season: z.string(), ...hours },
  ...{ post: z.string(), why: z.enum(['session', 'shift', 'stand-in']), what: z.string() },
});
const use = z.object({
  ...{ subject: z.string(), place: z.string(), season: z.string(), kind: z.string(), ...hours },
});
const standIn = z.object({ post: z.string(), person: z.string(), ...hours });
export const rosterCheck = z.object({
  ...{ season: z.string(), day: z.string(), asked: z.int(), findings: z.array(finding) },
  clashes: z.array(z.object({ a: engagement, b: engagement, ...hours })),
  away: z.array(
    z.object({
      ...{ season: z.string(), person: z.string(), post: z.string() },
      by: z.union([engagement, standIn]),
    }),
  ),
  devices: z.array(z.object({ a: use, b: use, ...hours })),
});
export const substituteQuery = z.object({ post });
