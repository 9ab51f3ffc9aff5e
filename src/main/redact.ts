import { maskMail, maskPhone } from '../policy/mask.js';

/**
 * What a log may not hold: the contents of forms, secrets, and what leads to a person. Fields go by their names,
 * and words by what they look like, wherever they stand.
 */
const SECRET_FIELDS: ReadonlySet<string> = new Set([
  ...['password', 'passwd', 'secret', 'token', 'accesstoken', 'refreshtoken', 'apikey', 'pin'],
  ...[
    'authorization',
    'cookie',
    'cookies',
    'setcookie',
    'credentials',
    'privatekey',
    'otp',
    'totp',
  ],
  ...['form', 'lines', 'answers', 'note', 'content', 'body', 'payload', 'payloads', 'args', 'data'],
  ...['phone', 'mobile', 'mail', 'email', 'rawheaders', 'headers'],
]);
const GONE = '[redacted]';
const DEEPEST = 8;

/** The same without what a log may not hold; errors become plain objects, other classes their names. */
export function redacted(thing: unknown, depth = 0): unknown {
  if (typeof thing === 'string') return scrubbed(thing);
  if (typeof thing !== 'object' || thing === null) return thing;
  if (depth > DEEPEST) return GONE;
  if (thing instanceof Error) return errorOf(thing, depth);
  if (Array.isArray(thing)) return thing.map((one) => redacted(one, depth + 1));
  return fieldsOf(thing, depth);
}

function fieldsOf(thing: object, depth: number): Record<string, unknown> | string {
  const prototype: unknown = Object.getPrototypeOf(thing);
  // A request, a socket, a client: whoever logs one names what he wants of it.
  if (prototype !== Object.prototype && prototype !== null) return `[${thing.constructor.name}]`;
  return Object.fromEntries(
    Object.entries(thing).map(([name, value]) => [
      scrubbed(name),
      isSecret(name) ? GONE : redacted(value, depth + 1),
    ]),
  );
}

const isSecret = (name: string): boolean =>
  SECRET_FIELDS.has(name.toLowerCase().replaceAll(/[-_]/g, ''));

function errorOf(error: Error, depth: number): Record<string, unknown> {
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: scrubbed(error.message),
    stack: scrubbed(error.stack ?? ''),
    ...((typeof code === 'string' || typeof code === 'number') && { code: redacted(code) }),
    ...(error.cause !== undefined && { cause: redacted(error.cause, depth + 1) }),
  };
}

/** A line of JSON of which every text is scrubbed; its numbers stay. */
export const scrubbedLine = (line: string): string =>
  line.replace(/"(?:[^"\\]|\\.)*"/g, (text) => scrubbed(text));

/** Names of fields at the top of a line, as a logger's own fields are given. */
export const SECRET_NAMES: readonly string[] = [...SECRET_FIELDS, 'set-cookie', 'accessToken'];

/** Words without tokens, numbers of persons, addresses and passwords. No rule cuts through an escape of JSON. */
export const scrubbed = (text: string): string =>
  RULES.reduce((left, [pattern, put]) => left.replace(pattern, put), text);

const RULES: readonly (readonly [RegExp, (found: string, ...parts: string[]) => string])[] = [
  [/\b(Bearer|Basic) +[\w.~+/=-]+/gi, (_, scheme) => `${scheme} ***`],
  // postgres://user:password@host; bounded, or a line of many colons is read again for each.
  [/(:\/\/[^\s:/@"\\]{0,100}):[^\s@"\\]{1,300}@/g, (_, before) => `${before}:***@`],
  [/\b(k[a-z]{1,3}_)[\w-]{16,}/g, (_, kind) => `${kind}***`],
  [
    /([?&;](?:access_|id_)?(?:token|code|key|secret|password|state|ticket)=)[^&\s"'\\]+/gi,
    (_, name) => `${name}***`,
  ],
  // A link's secret in its address: long, of digits, small and capital letters.
  [/(?<=\/)(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{20,}/g, () => '***'],
  [/[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g, (mail) => maskMail(mail)],
  [/(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g, (phone) => maskPhone(phone)],
  [/(?<!\d)\d{6}(?:18|19|20)\d{6}\d{3}[\dXx](?!\d)/g, () => '***'],
];
