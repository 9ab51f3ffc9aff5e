import type { Client } from '@temporalio/client';
import { NotReachable } from './outcome.js';

/** How long an answer may take while the server lives. */
const ANSWER_WITHIN_MS = 10_000;
/** After so long without a word from the server somebody asks whether it lives … */
const SUSPECT_MS = 900;
/** … and it has so long to say so: together under two seconds. */
const ALIVE_WITHIN_MS = 500;
/** Where answers have been taking longer than that, silence means less; but together it stays under two seconds. */
const LONGEST_SUSPECT_MS = 1_200;
const LONGEST_ALIVE_MS = 700;
/** How long it is remembered how long answers took. */
const REMEMBERED_MS = 10_000;
/** A timer that comes so late was held up in this process, where answers may lie unread. */
const HELD_UP_MS = 250;

/** What is known of one server, from all that is asked of it. */
interface Pulse {
  /** When it last answered anything (`performance.now()`). */
  heardAt: number;
  /** How long its answers have been taking lately. */
  usualMs: number;
  /** The question under way. */
  asking: Promise<boolean> | null;
}

const pulses = new WeakMap<Client, Pulse>();

/**
 * Asks Temporal something. An answer may take ten seconds: a unit on a busy machine, a worker that was killed. But a
 * server that is gone, or whose database is, shall be known within two seconds. The two are told apart by asking: while
 * an answer is owed and nothing at all has come from the server for 0.9 s, it is asked for its namespace, which it
 * reads from its database. If it answers, the unit is slow and waiting goes on; if not within half a second, nothing behind it
 * can be reached. Under load no question is put: other answers come in, and they are as good. In a rush, when answers take
 * longer anyway, silence counts only when it is longer, too: to take a busy server for a dead one would give up, and
 * have asked for again, what it is about to answer. Nor does it count while this process itself was held up.
 *
 * Throws `NotReachable` in that case – what was asked may still happen –, else what `work` throws.
 */
export async function askTemporal<Result>(
  client: Client,
  work: () => Promise<Result>,
): Promise<Result> {
  const pulse = pulseOf(client);
  const began = performance.now();
  const giveUp = new AbortController();
  const watch = watched(client, pulse, giveUp);
  const asked = client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
    client.withAbortSignal(giveUp.signal, work),
  );
  try {
    const answer = await Promise.race([asked, watch.away]);
    heard(pulse, performance.now() - began);
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
  let expectedAt = since;
  const away = new Promise<never>((_, reject) => {
    const look = async (): Promise<void> => {
      // What came in meanwhile is read first, then it is looked again.
      if (performance.now() > expectedAt + HELD_UP_MS) return arm(HELD_UP_MS);
      const isQuiet = pulse.heardAt < since;
      since = performance.now();
      if (isQuiet && !(await isAlive(client, pulse)) && !isOver) {
        reject(new NotReachable('Temporal 没有应答 · Temporal does not answer'));
        giveUp.abort();
        return;
      }
      if (!isOver) arm(usualOr(SUSPECT_MS, LONGEST_SUSPECT_MS, pulse));
    };
    const arm = (waitsMs: number): void => {
      expectedAt = performance.now() + waitsMs;
      timer = setTimeout(() => void look(), waitsMs);
    };
    arm(usualOr(SUSPECT_MS, LONGEST_SUSPECT_MS, pulse));
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
  const withinMs = usualOr(ALIVE_WITHIN_MS, LONGEST_ALIVE_MS, pulse);
  pulse.asking ??= asked(client, pulse, withinMs).finally(() => {
    pulse.asking = null;
  });
  return pulse.asking;
}

/** True, too, where this process was held up meanwhile: then nobody can tell. */
async function asked(client: Client, pulse: Pulse, withinMs: number): Promise<boolean> {
  const { namespace } = client.options;
  const began = performance.now();
  let lateMs = 0;
  const clock = setTimeout(() => {
    lateMs = performance.now() - began - withinMs;
  }, withinMs);
  return client.connection
    .withDeadline(Date.now() + withinMs, () =>
      client.workflowService.describeNamespace({ namespace }),
    )
    .then(
      () => {
        pulse.heardAt = performance.now();
        return true;
      },
      () => lateMs > HELD_UP_MS,
    )
    .finally(() => clearTimeout(clock));
}

function pulseOf(client: Client): Pulse {
  const known = pulses.get(client) ?? { heardAt: -Infinity, usualMs: 0, asking: null };
  pulses.set(client, known);
  return known;
}

function heard(pulse: Pulse, tookMs: number): void {
  pulse.usualMs = 0.9 * recent(pulse) + 0.1 * tookMs;
  pulse.heardAt = performance.now();
}

const recent = ({ heardAt, usualMs }: Pulse): number =>
  performance.now() - heardAt < REMEMBERED_MS ? usualMs : 0;

/** So long, or twice as long as answers have been taking, within bounds. */
const usualOr = (leastMs: number, mostMs: number, pulse: Pulse): number =>
  Math.min(mostMs, Math.max(leastMs, 2 * recent(pulse)));
