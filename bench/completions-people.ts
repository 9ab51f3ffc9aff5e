import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** What people are to complete over HTTP, so many of them at once. */
export interface BurstOrder {
  readonly url: string;
  readonly token: string;
  readonly season: string;
  readonly paths: readonly string[];
  /** The first step that is theirs: `d<first>`. */
  readonly first: number;
  readonly completions: number;
  readonly people: number;
}

export interface BurstTimes {
  /** From the first time somebody asks until it is done, in milliseconds. */
  readonly times: readonly number[];
  readonly seconds: number;
}

/** What came of a burst over HTTP besides. */
export interface ServedBurst extends BurstTimes {
  /** How long the answer took that said that it was done. */
  readonly answers: readonly number[];
  /** How long it took to be told that there is no room. */
  readonly turnedAway: readonly number[];
  readonly unknown: number;
  /** Of those, connections that broke. */
  readonly lost: number;
  /** How long somebody waited who looked at a list meanwhile, four times a second. */
  readonly reads: readonly number[];
}

const LOOK_EVERY_MS = 250;

// A process of its own for `completions.ts`: takes an order, answers how long each completion took.
process.once('message', (order: BurstOrder) => {
  void complete(order).then((found) => process.send?.(found, () => process.exit(0)));
});

async function complete(order: BurstOrder): Promise<ServedBurst> {
  const { paths, first, completions, people } = order;
  const agent = new Agent({ keepAlive: true, maxSockets: people });
  const [times, answers, turnedAway]: [number[], number[], number[]] = [[], [], []];
  let next = 0;
  let unknown = 0;
  let broken = 0;
  const one = async () => {
    while (next < completions) {
      const n = next++;
      const unit = (paths[n % paths.length] ?? '').replaceAll('/', '.');
      const step = `d${first + Math.floor(n / paths.length)}`;
      const path = `seasons/${order.season}/units/${unit}/steps/${step}/complete`;
      const began = performance.now();
      for (;;) {
        const asked = performance.now();
        const told = await ask(order, agent, 'POST', path, `served-${n}`).catch(lost);
        const { status, code, afterS } = told;
        const took = performance.now() - asked;
        if (status === 200) answers.push(took);
        else if (code === 'busy') turnedAway.push(took);
        // 408: the server did not come to read what was sent, and gave the connection up.
        else if (status === 503 || status === 408) unknown += 1;
        else throw new Error(`${path}: ${status} ${code}`);
        if (code === 'lost' || status === 408) broken += 1;
        if (status === 200) break;
        // As every client has to: the same by its own key, and not all at the same moment.
        await sleep((afterS + Math.random()) * 1_000);
      }
      times.push(performance.now() - began);
    }
  };
  const looking = look(order);
  const began = performance.now();
  await Promise.all(Array.from({ length: people }, one));
  const seconds = (performance.now() - began) / 1_000;
  return {
    times,
    seconds,
    answers,
    turnedAway,
    unknown,
    lost: broken,
    reads: await looking.stop(),
  };
}

/** Somebody who only reads, on a connection of his own. */
function look(order: BurstOrder) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const reads: number[] = [];
  const end = { isOver: false };
  const running = (async () => {
    while (!end.isOver) {
      const began = performance.now();
      const { status } = await ask(order, agent, 'GET', `overdue?season=${order.season}&limit=20`);
      if (status !== 200) throw new Error(`a list: ${status}`);
      reads.push(performance.now() - began);
      await sleep(LOOK_EVERY_MS);
    }
  })();
  return {
    async stop(): Promise<readonly number[]> {
      end.isOver = true;
      await running;
      return reads;
    },
  };
}

interface Told {
  readonly status: number;
  readonly code: string;
  readonly afterS: number;
}

/** A connection that broke is as good as no answer. */
const lost = (): Told => ({ status: 503, code: 'lost', afterS: 1 });

function ask(
  { url, token }: BurstOrder,
  agent: Agent,
  method: 'GET' | 'POST',
  path: string,
  key?: string,
): Promise<Told> {
  const body = method === 'POST' ? JSON.stringify({ by: 'bench' }) : '';
  const headers = {
    authorization: `Bearer ${token}`,
    ...(key !== undefined && { 'idempotency-key': key, 'content-type': 'application/json' }),
    ...(body !== '' && { 'content-length': Buffer.byteLength(body) }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/api/v1/${path}`, { method, agent, headers });
    sent.on('error', reject);
    sent.on('response', (answer) => {
      const said: Buffer[] = [];
      answer.on('data', (part: Buffer) => said.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        const status = answer.statusCode ?? 0;
        const text = Buffer.concat(said).toString();
        const isSaid = status >= 400 && text.startsWith('{');
        const { code = '' } = isSaid ? (JSON.parse(text) as { code?: string }) : {};
        resolve({ status, code, afterS: Number(answer.headers['retry-after'] ?? 1) });
      });
    });
    sent.end(body);
  });
}
