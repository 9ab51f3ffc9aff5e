import { pino, type Logger } from 'pino';

/**
 * The operator's log: one JSON object a line. Never a form's contents.
 *
 * @param to a file, made with its folder where it is missing; or 1, for what a supervisor collects
 */
export const openLog = (to: string | 1, level = 'info'): Logger =>
  pino({ level, base: null }, pino.destination({ dest: to, mkdir: to !== 1, sync: true }));
