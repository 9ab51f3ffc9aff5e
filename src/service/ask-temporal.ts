import type { Client } from '@temporalio/client';
import { NotReachable } from './outcome.js';

/** How long an answer may take while the server lives. */
const ANSWER_WITHIN_MS = 10_000;
/** After so long without a word from the server somebody asks whether it lives … */
const SUSPECT_MS = 900;
/** … and it has so long to say so: together under two seconds. */
const ALIVE_WITHIN_MS = 500;

/** What is known of one server, from all that is asked of it. */
interface Pulse {
  /** When it last answered anything (`performance.now()`). */
  heardAt: number;
  /** The question under way. */
  asking: Promise<boolean> | null;
}

const pulses = new WeakMap<Client, Pulse>();

/**
 * Asks Temporal something. An answer may take ten seconds: a unit on a busy machine, a worker that was killed. But a
 * server that is gone, or whose database is, shall be known within two seconds. The two are told apart by asking: while
 * an answer is owed and nothing at all has come from the server for 0.9 s, it is asked for its namespace, which it
 * reads from its database. If it answers, the unit is slow and waiting goes on; if not within half a second, nothing behind it
 * can be reached. Under load no question is put: other answers come in, and they are as good.
 *
 * Throws `NotReachable` in that case – what was asked may still happen –, else what `work` throws.
 */
export async function askTemporal<Result>(
  client: Client,
  work: () => Promise<Result>,
): Promise<Result> {
  const pulse = pulseOf(client);
  const giveUp = new AbortController();
  const watch = watched(client, pulse, giveUp);
  const asked = client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
    client.withAbortSignal(giveUp.signal, work),
  );
  try {
    const answer = await Promise.race([asked, watch.away]);
    pulse.heardAt = performance.now();
    return answer;
  } finally {
    watch.stop();
    // Given up, it ends as cancelled; nobody is left to hear that.
    asked.catch(() => undefined);
  }
}

function watched(client: Client, pulse: Pulse, giveUp: AbortController) {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let since = performance.now();
  const away = new Promise<never>((_, reject) => {
    const look = async (): Promise<void> => {
      const isQuiet = pulse.heardAt < since;
      since = performance.now();
      if (isQuiet && !(await isAlive(client, pulse)) && !isOver) {
        reject(new NotReachable('Temporal 没有应答 · Temporal does not answer'));
        giveUp.abort();
        return;
      }
      if (!isOver) timer = setTimeout(() => void look(), SUSPECT_MS);
    };
    timer = setTimeout(() => void look(), SUSPECT_MS);
  });
  return {
    away,
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}

/** One question for all who wait. */
function isAlive(client: Client, pulse: Pulse): Promise<boolean> {
  const { namespace } = client.options;
  pulse.asking ??= client.connection
    .withDeadline(Date.now() + ALIVE_WITHIN_MS, () =>
      client.workflowService.describeNamespace({ namespace }),
    )
    .then(
      () => {
        pulse.heardAt = performance.now();
        return true;
      },
      () => false,
    )
    .finally(() => {
      pulse.asking = null;
    });
  return pulse.asking;
}

function pulseOf(client: Client): Pulse {
  const known = pulses.get(client) ?? { heardAt: Number.NEGATIVE_INFINITY, asking: null };
  pulses.set(client, known);
  return known;
}
