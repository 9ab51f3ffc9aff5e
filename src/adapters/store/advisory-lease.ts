import pg from 'pg';

/** Something that one process at a time may do. */
export interface Lease {
  /** Whether this process holds it now; takes it where nobody does. Never throws: in doubt it is not held. */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
}

/** Our locks of this sort among all of the database. */
const LEASES = 20_261;
const ANSWER_MS = 2_000;
/** A holder that is lost with its machine, or stands still, gives way after so long. */
const LOST_MS = 30_000;

/**
 * A lease by a lock of PostgreSQL that belongs to a connection of its own: it ends with the process, with the
 * network or with the database, whichever ends first, and the next one who asks has it. `number` names it.
 */
export function advisoryLease(url: string, number: number): Lease {
  let connection: pg.Client | null = null;
  let isOurs = false;

  const drop = (lost: pg.Client): void => {
    if (connection === lost) {
      connection = null;
      isOurs = false;
    }
    lost.end().catch(() => undefined);
  };

  async function connected(): Promise<pg.Client> {
    if (connection) return connection;
    const fresh = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
    });
    // Between two questions nobody awaits the connection; without a listener its end would be the process's.
    fresh.on('error', () => drop(fresh));
    connection = fresh;
    await fresh.connect();
    await fresh.query(`set idle_session_timeout = ${LOST_MS}`);
    return fresh;
  }

  async function ask(): Promise<boolean> {
    const asked = await connected();
    if (isOurs) {
      await asked.query('select 1');
      return connection === asked;
    }
    const { rows } = await asked.query('select pg_try_advisory_lock($1, $2) as held', [
      LEASES,
      number,
    ]);
    isOurs = connection === asked && rows[0]?.held === true;
    return isOurs;
  }

  // One question at a time: two rounds that overlap would each open a connection.
  let asking: Promise<boolean> | null = null;
  return {
    isHeld() {
      asking ??= ask()
        .catch(() => {
          if (connection) drop(connection);
          return false;
        })
        .finally(() => {
          asking = null;
        });
      return asking;
    },
    async release() {
      const last = connection;
      connection = null;
      isOurs = false;
      await last?.end().catch(() => undefined);
    },
  };
}
