import { z } from 'zod';
import { parseDuration, parseMoment } from '../engine/moment.js';
import { faultAt, type Fault, type FaultCode } from './faults.js';
import { nearest } from './nearest.js';
import { isTarget } from './targets.js';
import type { Path, YamlSource } from './yaml-source.js';

/**
 * A map with these keys and no others. The known keys travel in the issue's message, so that a fault can
 * name the nearest one.
 */
export const shape = <T extends z.core.$ZodLooseShape>(keys: T) =>
  z.strictObject(keys, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? Object.keys(keys).join(' ') : undefined,
  });

/** A string that a test accepts; else the fault of this code. */
export const words = (code: FaultCode, accepts: (text: string) => boolean) =>
  z.string().refine(accepts, { params: { code } });

export const ID = /^[a-z][a-z0-9-]{0,63}$/;
export const PATH = /^[a-z][a-z0-9-]{0,31}(?:\/[a-z0-9][a-z0-9-]{0,31}){0,6}$/;
const FOLDER = /^(?!\/)[\p{L}\p{N} ._/()+-]{1,200}$/u;
const SEASON = /^[a-z0-9][a-z0-9-]{0,63}$/;

export const id = words('bad-id', (text) => ID.test(text)).meta({ pattern: ID.source });
export const seasonId = words('bad-id', (text) => SEASON.test(text)).meta({
  pattern: SEASON.source,
});
export const path = words('bad-path', (text) => PATH.test(text)).meta({ pattern: PATH.source });
export const moment = words('bad-moment', (text) => parseMoment(text) !== null);
export const duration = words('bad-duration', (text) => parseDuration(text) !== null).meta({
  pattern: '^(?=\\d)(\\d{1,4}d)?(\\d{1,4}h)?(\\d{1,5}m)?$',
});
export const target = words('bad-target', isTarget);
/** Another folder, by its path from this one. */
export const folder = words('bad-folder', (text) => FOLDER.test(text));
export const title = shape({ zh: z.string().min(1).max(200), en: z.string().min(1).max(200) });

/**
 * Checks the value at `path` against a schema; every issue becomes a fault at its place.
 * @returns the parsed value, or null after at least one fault was added.
 */
export function checkShape<T>(
  schema: z.ZodType<T>,
  source: YamlSource,
  path: Path,
  value: unknown,
  faults: Fault[],
): T | null {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, 200);
  faults.push(...issues.flatMap((issue) => faultsOf(issue, source, path)));
  return null;
}

function faultsOf(issue: z.core.$ZodIssue, source: YamlSource, base: Path): Fault[] {
  const path = [...base, ...issue.path];
  const key = keyOf(path);
  const say = (code: FaultCode, more: Record<string, string | number> = {}): Fault[] => [
    faultAt(source.place(path), code, { key, ...more }),
  ];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((unknown) => unknownKey(source, path, unknown, issue.message));
  if (!source.has(path)) return say('missing-key');
  switch (issue.code) {
    case 'custom':
      return say(issue.params?.['code'] as FaultCode, { text: textAt(source.value, path) });
    case 'invalid_type':
      return say('wrong-type', { expected: issue.expected });
    case 'invalid_value':
      return say('not-one-of', { values: issue.values.map(String).join(', ') });
    case 'too_big':
      return say('out-of-range', { limit: `≤ ${issue.maximum}` });
    case 'too_small':
      return say('out-of-range', { limit: `≥ ${issue.minimum}` });
    default:
      return say('wrong-type', { expected: issue.message });
  }
}

function unknownKey(source: YamlSource, path: Path, key: string, known: string): Fault {
  return faultAt(source.keyPlace(path, key), 'unknown-key', {
    key,
    nearest: nearest(key, known.split(' ')),
  });
}

/** The last name on a path; of a list's items, the list's. */
function keyOf(path: Path): string {
  return path.findLast((key) => typeof key === 'string') ?? 'file';
}

function textAt(value: unknown, path: Path): string {
  let found = value;
  for (const key of path)
    found = typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined;
  return String(found);
}
