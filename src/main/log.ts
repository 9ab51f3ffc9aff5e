import { pino, type Logger } from 'pino';
import { redacted, scrubbedLine, SECRET_NAMES } from './redact.js';

/**
 * The operator's log: one JSON object a line. Whatever is logged – an error, what somebody has sent, a word of
 * Temporal – goes through `redact.ts` first: no form's contents, no token, no telephone number.
 *
 * @param to a file, made with its folder where it is missing; or 1, for what a supervisor collects
 */
export function openLog(to: string | 1, level = 'info'): Logger {
  const lines = pino.destination({ dest: to, mkdir: to !== 1, sync: true });
  return pino(
    {
      level,
      base: null,
      formatters: { log: (fields) => redacted(fields) as Record<string, unknown> },
      // Made plain above; pino's own would put the words together anew.
      serializers: { err: (error: unknown) => error },
      // The fields that a child logger has of its own are not formatted.
      redact: { paths: SECRET_NAMES.map((name) => `["${name}"]`), censor: '[redacted]' },
    },
    { write: (line) => void lines.write(scrubbedLine(line)) },
  );
}
