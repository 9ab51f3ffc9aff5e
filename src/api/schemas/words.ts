import { z } from 'zod';

/** Short ASCII ids, as plans write them. */
export const seasonId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
  .describe('id of a season');
export const stepId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
  .describe('id of a step, or of a duty added while the season runs');
export const occurrence = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,80}$/)
  .describe('the session, or the number of the occurrence, where a step has several');
export const personId = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}:._@-]{0,63}$/u)
  .describe('id of a person');
export const post = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}(?:\/[a-z0-9][a-z0-9-]{0,31}){0,6}#[a-z][a-z0-9-]{0,31}$/)
  .describe('a post: `<unit>#<role>`');

/** In addresses a unit's path is written with dots. */
export const unitInAddress = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}(?:\.[a-z0-9][a-z0-9-]{0,31}){0,6}$/)
  .describe('path of a unit, with dots: `lanxi.site-3`');
export const pathOf = (unit: string): string => unit.replaceAll('.', '/');
export const inAddress = (path: string): string => path.replaceAll('/', '.');

/** Milliseconds since the Unix epoch: years 2000 to 2200. */
export const instant = z.int().min(946_684_800_000).max(7_258_118_400_000);
/** An instant in a request: milliseconds, or ISO 8601 with an offset. */
export const instantIn = z.union([instant, z.iso.datetime({ offset: true })]);
/** What comes out may be before or after all plans. */
export const instantOut = z.int().describe('milliseconds since the Unix epoch, plan time');

/** What people write: no control characters but line breaks. */
/** Half of a character beyond the first plane. */
const HALF = /\p{Surrogate}/u;
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
export const words = (most: number) =>
  z
    .string()
    .max(most)
    .refine(
      (text) => !HALF.test(text) && !CONTROLS.test(text),
      'control characters, or half a character',
    );

export const title = z.object({ zh: z.string(), en: z.string() });

/** What a problem looks like; every route may answer one. */
export const problemShape = z.object({
  type: z.string(),
  status: z.int(),
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  key: z.string().optional(),
  since: instantOut.optional(),
});

/** The answers that any route may give besides its own. */
export const problems = <Codes extends number>(...codes: readonly Codes[]) =>
  Object.fromEntries(
    [400, 401, 403, 404, 429, 500, 503, ...codes].map((code) => [
      code,
      problemShape.describe('a problem (application/problem+json)'),
    ]),
  ) as Record<Codes | 400 | 401 | 403 | 404 | 429 | 500 | 503, typeof problemShape>;

export const langQuery = z.object({ lang: z.enum(['zh', 'en']).optional() });
