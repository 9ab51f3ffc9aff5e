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
  readonly times: readonly number[];
  readonly seconds: number;
}

const AGAIN_AFTER_MS = 1_000;

// A process of its own for `completions.ts`: takes an order, answers how long each completion took.
process.once('message', (order: BurstOrder) => {
  void complete(order).then((found) => process.send?.(found, () => process.exit(0)));
});

async function complete(order: BurstOrder): Promise<BurstTimes & { readonly again: number }> {
  const { paths, first, completions, people } = order;
  const agent = new Agent({ keepAlive: true, maxSockets: people });
  const times: number[] = [];
  let next = 0;
  let again = 0;
  const one = async () => {
    while (next < completions) {
      const n = next++;
      const unit = (paths[n % paths.length] ?? '').replaceAll('/', '.');
      const step = `d${first + Math.floor(n / paths.length)}`;
      const began = performance.now();
      // 503 means unknown: the same is asked again by its key, and it counts as one answer that took long.
      while (!(await post(order, agent, `units/${unit}/steps/${step}/complete`, `served-${n}`))) {
        again += 1;
        await sleep(AGAIN_AFTER_MS);
      }
      times.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: people }, one));
  return { times, seconds: (performance.now() - began) / 1_000, again };
}

/** Whether it was done; false: unknown. */
function post(
  { url, token, season }: BurstOrder,
  agent: Agent,
  path: string,
  key: string,
): Promise<boolean> {
  const body = JSON.stringify({ by: 'bench' });
  const headers = {
    ...{ authorization: `Bearer ${token}`, 'idempotency-key': key },
    ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/api/v1/seasons/${season}/${path}`, {
      ...{ method: 'POST', agent, headers },
    });
    sent.on('error', reject);
    sent.on('response', (answer) => {
      answer.resume();
      answer.on('error', reject);
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(true);
        else if (answer.statusCode === 503) resolve(false);
        else reject(new Error(`${path}: ${answer.statusCode}`));
      });
    });
    sent.end(body);
  });
}
