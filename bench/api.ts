import autocannon from 'autocannon';
import { setTimeout as sleep } from 'node:timers/promises';
import { epochMs } from '../src/engine/model.js';
import { duty } from '../tests/engine/unit.js';
import { serveWorld } from '../tests/support/api-world.js';
import { openWorld } from '../tests/support/real.js';
import { seasonOf } from '../tests/support/real-season.js';
import { startSeason } from '../tests/support/real-waiting.js';
import { fill, nationOf, SEASON } from './a-nation.js';
import { createFigures, numberFrom, timed } from './figures.js';

/**
 * The API over HTTP on a store of 474,000 duties: what supervisors read, ten at a time, while twenty completions a second
 * go through a real server; then completions alone, ten at a time. Arguments: `--units N` (default 7,900), `--seconds N` for
 * each question (default 15), `--completions N` (default 1,000), `--json`.
 */
const STEPS = 60;
const SUPERVISORS = 10;
const A_SECOND = 20;
const FLOW = 'flow';
const SITES = 20;
const units = numberFrom('units', 7_900);
const seconds = numberFrom('seconds', 15);
const completed = numberFrom('completions', 1_000);
const figures = createFigures();

const world = await openWorld({ worker: 'none' });
const worker = await world.startWorker();
const api = await serveWorld(world);
try {
  const nation = nationOf(units, STEPS);
  const filled = await timed(() => fill(world.store, nation));
  figures.put('duties', units * STEPS);
  figures.put('filled in s', Math.round(filled.ms / 1_000));
  const due = epochMs(Date.now() + 86_400_000);
  const sites = Array.from({ length: SITES }, (_, n) => `county/s${n}`);
  const steps = Array.from({ length: 200 }, (_, n) => duty(`d${n}`, due));
  const more = Array.from({ length: Math.ceil(completed / SITES) }, (_, n) => duty(`e${n}`, due));
  const plan = Object.fromEntries(sites.map((path) => [path, [...steps, ...more]]));
  await startSeason(world, seasonOf(FLOW, { county: [], ...plan }));

  const county = (nation.areas[3] ?? '').replaceAll('/', '.');
  const city = (nation.departments[3] ?? '').replaceAll('/', '.');
  const questions = {
    'overdue, whole nation, 100 rows': `/api/v1/overdue?season=${SEASON}&limit=100`,
    'overdue, a county': `/api/v1/overdue?season=${SEASON}&unit=${county}&limit=100`,
    'duties of a city, 100 rows': `/api/v1/duties?season=${SEASON}&unit=${city}&limit=100`,
    'board of the season': `/api/v1/seasons/${SEASON}`,
  };
  const flow = completions();
  for (const [name, path] of Object.entries(questions)) {
    const found = await autocannon({
      url: `${api.url}${path}`,
      connections: SUPERVISORS,
      duration: seconds,
      headers: { authorization: `Bearer ${api.door.token}` },
    });
    tell(name, found);
  }
  figures.spread(`completions, ${A_SECOND} a second meanwhile`, await flow.stop());
  let next = 0;
  const found = await autocannon({
    url: api.url,
    connections: SUPERVISORS,
    amount: completed,
    requests: [{ setupRequest: (request) => ({ ...request, ...completion(next++) }) }],
  });
  tell('completions, ten at a time', found);
  figures.put('API process MB', Math.round(process.memoryUsage().rss / 1_048_576));

  function tell(name: string, { requests, latency, non2xx, errors }: autocannon.Result): void {
    figures.put(`${name}: answers/s`, Math.round(requests.average));
    figures.put(`${name}: p50 ms`, latency.p50);
    figures.put(`${name}: p99 ms`, latency.p99);
    figures.put(`${name}: not 200`, non2xx + errors);
  }

  function completion(n: number) {
    const unit = (sites[n % SITES] ?? '').replaceAll('/', '.');
    return {
      method: 'POST' as const,
      path: `/api/v1/seasons/${FLOW}/units/${unit}/steps/e${Math.floor(n / SITES)}/complete`,
      headers: {
        authorization: `Bearer ${api.door.token}`,
        'idempotency-key': `cannon-${n}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ by: 'li' }),
    };
  }

  /** Asks evenly, whether or not the last was answered: a queue would show as time. */
  function completions() {
    const times: number[] = [];
    const open: Promise<void>[] = [];
    const end = { isOver: false };
    const running = (async () => {
      for (let n = 0; !end.isOver && n < SITES * steps.length; n += 1) {
        const [path = '', step] = [sites[n % SITES], `d${Math.floor(n / SITES)}`];
        const key = `flow-${n}-key`;
        const one = timed(() => api.port.act(FLOW, path, 'completeSteps', { step, by: 'li', key }));
        open.push(one.then(({ ms }) => void times.push(ms)));
        await sleep(1_000 / A_SECOND);
      }
    })();
    return {
      async stop() {
        end.isOver = true;
        await running;
        await Promise.all(open);
        return times;
      },
    };
  }
  figures.print();
} finally {
  await worker.kill();
  await api.close();
  await world.close();
}
