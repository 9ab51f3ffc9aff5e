import { NotReachable } from '../../service/outcome.js';

/** Of the system: nobody listens, or the line is cut. */
const SYSTEM: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'ENOENT'],
]);
/**
 * Of PostgreSQL: connection exceptions (08), shut down or crashed or not accepting yet (57P01–57P03), a session
 * ended for idling (57P05), no connection free (53300).
 */
const DATABASE = /^(?:08...|57P0[1235]|53300)$/;
/** Of the driver, which has no codes of its own. */
const DRIVER =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/;

/**
 * The error as the service tells it: a database that is away is `NotReachable` – what was asked may have happened,
 * where the answer to a commit was lost –, anything else stays what it is.
 */
export function asAway(error: unknown): unknown {
  return isAway(error)
    ? new NotReachable(`台账没有应答 · the store does not answer: ${messageOf(error)}`, {
        cause: error,
      })
    : error;
}

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // A name with several addresses fails with the failures of all.
  if (error instanceof AggregateError) return error.errors.some(isAway);
  const code = 'code' in error ? String(error.code) : '';
  return SYSTEM.has(code) || DATABASE.test(code) || DRIVER.test(error.message);
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message || String(Reflect.get(error, 'code')) : String(error);
