import { Agent, request } from 'node:http';

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

// A process of its own for `completions.ts`: takes an order, answers how long each completion took.
process.once('message', (order: BurstOrder) => {
  void complete(order).then((found) => process.send?.(found, () => process.exit(0)));
});

async function complete(order: BurstOrder): Promise<BurstTimes> {
  const { paths, first, completions, people } = order;
  const agent = new Agent({ keepAlive: true, maxSockets: people });
  const times: number[] = [];
  let next = 0;
  const one = async () => {
    while (next < completions) {
      const n = next++;
      const unit = (paths[n % paths.length] ?? '').replaceAll('/', '.');
      const step = `d${first + Math.floor(n / paths.length)}`;
      const began = performance.now();
      await post(order, agent, `units/${unit}/steps/${step}/complete`, `served-${n}`);
      times.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: people }, one));
  return { times, seconds: (performance.now() - began) / 1_000 };
}

function post(
  { url, token, season }: BurstOrder,
  agent: Agent,
  path: string,
  key: string,
): Promise<void> {
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
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`${path}: ${answer.statusCode}`)),
      );
    });
    sent.end(body);
  });
}
