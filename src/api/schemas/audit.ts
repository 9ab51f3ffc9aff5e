import { z } from 'zod';
import type { AuditCursor } from '../../service/audit/audit.js';
import { OPERATIONS } from '../../policy/operation.js';
import { instantIn, personId, seasonId, unitInAddress } from './words.js';

const hash = z.string().describe('sha256, hexadecimal');
const realTime = z.int().describe('milliseconds since the Unix epoch, real time');

const NO_SEASON = { path: ['unit'], message: 'only with a season' };

function isPlaced(query: {
  readonly season?: string | undefined;
  readonly unit?: string | undefined;
}): boolean {
  return query.unit === undefined || query.season !== undefined;
}

export const auditQuery = z
  .object({
    person: personId.optional(),
    season: seasonId.optional(),
    unit: unitInAddress.optional().describe('with all units below it; only with a season'),
    operation: z.enum(OPERATIONS).optional(),
    outcome: z.enum(['done', 'denied', 'refused', 'unknown', 'failed', 'open']).optional(),
    from: z.coerce.string().pipe(instantText()).optional(),
    until: z.coerce.string().pipe(instantText()).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(50),
    cursor: z
      .string()
      .regex(/^[\w-]{1,800}$/)
      .transform(cursorIn)
      .optional()
      .describe('`next` of the page before'),
  })
  .refine(isPlaced, NO_SEASON);

/** Where the next page begins; opaque to clients. */
export const cursorText = ({ at, chain, seq }: AuditCursor): string =>
  Buffer.from(JSON.stringify([at, chain, seq])).toString('base64url');

const cursorShape = z.tuple([z.int(), z.string(), z.int()]);

function cursorIn(text: string, context: z.RefinementCtx<string>): AuditCursor {
  const json = Buffer.from(text, 'base64url').toString();
  const read = cursorShape.safeParse(tried(json));
  if (read.success) return { at: read.data[0], chain: read.data[1], seq: read.data[2] };
  context.addIssue('no cursor of ours');
  return z.NEVER;
}

function tried(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** Milliseconds, or ISO 8601 with an offset, in an address. */
function instantText() {
  return z
    .string()
    .transform((text) => (/^\d{1,15}$/.test(text) ? Number(text) : text))
    .pipe(instantIn)
    .transform((at) => (typeof at === 'number' ? at : Date.parse(at)));
}

const auditLine = z.object({
  chain: z.string().describe('`<season>/<unit>`, `<season>`, or `@service`'),
  seq: z.int(),
  at: realTime,
  kind: z.enum(['attempt', 'outcome', 'denied', 'checkpoint']),
  person: z.string().nullable(),
  way: z.string().nullable(),
  secret: z.string().nullable().describe('names the secret that was shown; never the secret'),
  operation: z.string().nullable(),
  season: z.string().nullable(),
  path: z.string().nullable(),
  duty: z.string().nullable(),
  key: z.string().nullable(),
  digest: hash.nullable().describe('of what was asked'),
  address: z.string().nullable(),
  outcome: z.string().nullable().describe('`open`: nobody has written it down (yet)'),
  outcomeAt: realTime.nullable(),
  detail: z.string().nullable(),
  prev: hash,
  hash,
});

export const auditPage = z.object({ items: z.array(auditLine), next: z.string().nullable() });

export const checkpointMade = z.object({
  seq: z.int(),
  at: realTime,
  day: z.string().nullable(),
  keyId: z.string(),
  prev: hash,
  hash,
  signature: z.string().describe('Ed25519, base64'),
  chains: z.int().describe('how many chains had grown since the checkpoint before'),
});

export const auditKeys = z.object({
  items: z.array(z.object({ id: z.string(), fingerprint: z.string(), pem: z.string() })),
});

const place = z.object({ chain: z.string(), seq: z.int() });
export const auditVerdict = z.object({
  chains: z.int(),
  rows: z.int(),
  checkpoints: z.int(),
  faults: z.array(place.extend({ fault: z.string(), detail: z.string() })),
  open: z.object({ count: z.int(), first: z.array(place) }),
});

export const verifyQuery = z.object({
  season: seasonId.optional(),
  checkpoint: z
    .string()
    .regex(/^[1-9]\d{0,8}:[0-9a-f]{64}$/)
    .optional()
    .describe('`SEQ:HASH` of a checkpoint kept elsewhere'),
});
export const exportQuery = z
  .object({
    season: seasonId.optional(),
    unit: unitInAddress.optional().describe('with all units below it; only with a season'),
  })
  .refine(isPlaced, NO_SEASON);
