import { z } from 'zod';
import { ROLES } from '../../policy/actor.js';
import { OPERATIONS } from '../../policy/operation.js';
import { personId, seasonId, words } from './words.js';

const unitPath = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}(?:\/[a-z0-9][a-z0-9-]{0,31}){0,6}$/)
  .describe('path of a unit: `lanxi/site-3`');
const at = z.int().describe('milliseconds since the Unix epoch');

const role = z.enum(ROLES);
export const secret = z.string().regex(/^[\w-]{20,100}$/);
export const code = z.string().min(6).max(40).describe('a one-time code, or a recovery code');
export const password = z.string().min(1).max(1024);
export const newPassword = words(1024).min(1);
const login = words(100).min(1).describe('login name; the person’s id unless another was set');

export const credentials = z.object({
  login,
  password,
  code: code.optional(),
  newPassword: newPassword.optional(),
  terminal: z
    .boolean()
    .optional()
    .describe('true: the session comes in the answer, for a program; else as a cookie'),
});

export const signedIn = z.object({
  person: z.string(),
  name: z.string(),
  endsAt: at,
  needs: z
    .enum(['code', 'enrol'])
    .nullable()
    .describe('`code`: the one-time code is owed; `enrol`: a second factor has to be taken up'),
  session: z.string().optional(),
});

const grantShape = {
  role,
  unit: z.union([z.literal(''), unitPath]),
  season: seasonId.nullable(),
  department: unitPath.nullable(),
};
export const newGrant = z.object({
  role,
  unit: grantShape.unit.default(''),
  season: grantShape.season.default(null),
  department: grantShape.department.default(null),
});
const held = z.object({ id: z.string(), ...grantShape });
export const grantRow = held.extend({
  person: z.string(),
  state: z.enum(['proposed', 'held', 'rejected', 'revoked']),
  madeBy: z.string(),
  madeAt: at,
  decidedBy: z.string().nullable(),
  decidedAt: at.nullable(),
});

export const me = z.object({
  person: z.string(),
  name: z.string(),
  way: z.enum(['session', 'token', 'link', 'desk', 'console']),
  factors: z.union([z.literal(1), z.literal(2)]),
  grants: z.array(held),
  scopes: z.array(z.enum(OPERATIONS)).nullable(),
});

export const account = z.object({
  person: z.string(),
  name: z.string(),
  login: z.string(),
  status: z.enum(['invited', 'active', 'disabled']),
  hasSecondFactor: z.boolean(),
  isDemo: z.boolean(),
  madeBy: z.string(),
  madeAt: at,
  passwordAt: at.nullable(),
  grants: z.array(grantRow),
});
export const dossier = account.extend({
  lockedUntil: at.nullable(),
  history: z.array(grantRow),
});

export const newAccount = z.object({
  person: personId,
  name: words(100).min(1).optional(),
  login: login.optional(),
});
export const link = z.object({
  person: z.string(),
  login: z.string(),
  token: z.string().describe('secret of the one-time link, shown once'),
});

const offer = z.object({ secret: z.string(), uri: z.string() });
export const enrolment = offer.extend({ ticket: z.string() });
export const invitation = z.union([
  z.object({ kind: z.literal('first') }),
  z.object({
    kind: z.enum(['join', 'reset']),
    person: z.string(),
    name: z.string(),
    login: z.string(),
    endsAt: at,
    totp: offer,
    needsCode: z.boolean(),
  }),
]);
export const joined = z.object({
  person: z.string(),
  login: z.string(),
  recovery: z.array(z.string()).nullable(),
});
export const administrators = z
  .array(z.object({ role, person: personId, name: words(100).min(1), login: login.optional() }))
  .min(3)
  .max(20);
export const administratorLinks = z.object({ links: z.array(link.extend({ role })) });

export const token = z.object({
  id: z.string(),
  person: z.string(),
  title: z.string(),
  scopes: z.array(z.enum(OPERATIONS)),
  madeAt: at,
  endsAt: at,
  usedAt: at.nullable(),
  revokedAt: at.nullable(),
});
export const newToken = z.object({
  title: words(100).min(1),
  scopes: z.array(z.enum(OPERATIONS)).min(1).max(OPERATIONS.length),
  days: z.int().min(1).max(366).optional(),
});
export const madeToken = token.extend({ token: z.string().describe('shown once') });
