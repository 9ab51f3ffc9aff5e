import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from '@temporalio/worker';
import { expect } from 'vitest';
import { openStore } from '../../src/adapters/store/store.js';
import { planTime, realTime, type Clock } from '../../src/engine/clock.js';
import {
  SEASON_PATH,
  type Answer,
  type Command,
  type EpochMs,
  type UnitEvent,
} from '../../src/engine/model.js';
import type { Prepared } from '../../src/service/prepare.js';
import { createService } from '../../src/service/service.js';
import { createWorker } from '../../src/temporal/worker.js';
import { seasonId, unitId, type Messages, type Steps } from '../../workflows/messages.js';
import { readCommand, type OutsideCommand } from '../../workflows/shapes.js';
import { notesOf, on } from './skipping-notes.js';
import { startSkippingServer } from './skipping-server.js';
import { createVerdict, type Deed } from './skipping-verdict.js';
import { clockFrom, clouded, withoutCache, type Gap, type Weather } from './skipping-weather.js';

export type World = Awaited<ReturnType<typeof openWorld>>;
type Name = Exclude<keyof Messages, 'recordFor'>;

// A call that takes minutes without a word is cut off by the server: too many pings.
const LONGEST_HOP_MS = 86_400_000;
const SHORTEST_HOP_MS = 3_600_000;
// Where much happens, a hop takes longer than this: the next one is shorter.
const LONG_MS = 3_000;

/**
 * Everything of a running service on a server that skips time: store in a file, worker with the
 * real bundle, service port. The season's clock is set to `begin` (civil time in Shanghai), so that
 * a story tells the same whatever day it is run on.
 */
export async function openWorld(begin: string, gap?: Gap) {
  const env = await startSkippingServer();
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-story-'));
  const taskQueue = `story-${folder.slice(-6)}`;
  let server = { at: await env.currentTimeMs(), realAt: Date.now() };
  const now = () => server.at + Date.now() - server.realAt;
  const store = await openStore(`file:${join(folder, 'kaowu.db')}`, { now });
  const service = createService({ store, client: env.client, taskQueue, now });
  const clock = clockFrom(server.at, begin, gap);
  const weather: Weather = { storeAway: false, answersLost: 0, writes: 0 };
  const deeds: Deed[] = [];
  let season: Prepared | null = null;
  let running: { readonly worker: Worker; readonly ended: Promise<void> } | null = null;

  await startWorker();
  return {
    env,
    store,
    service,
    clock,
    weather,
    startWorker,
    stopWorker,
    start,
    planNow,
    act,
    did,
    play,
    passUntil,
    skipUntil,
    settled,
    handle,
    events,
    notes: async (path: string, duty?: string) => notesOf(await events(path), duty),
    steps,
    paths,
    close,
    ...createVerdict({ store, service, deeds, season: theSeason, planNow, log: events }),
  };

  async function startWorker(): Promise<void> {
    const parts = {
      ...{ connection: env.nativeConnection, client: env.client, namespace: 'default', taskQueue },
      store: clouded(store, weather),
    };
    const worker = await (gap ? withoutCache(() => createWorker(parts)) : createWorker(parts));
    running = { worker, ended: worker.run() };
  }

  async function stopWorker(): Promise<void> {
    running?.worker.shutdown();
    await running?.ended;
    running = null;
  }

  /** Commits the plan and starts its workflows; `null` as a clock is a season on the server's own time. */
  async function start(prepared: Prepared, on: Clock = clock): Promise<void> {
    season = prepared;
    await service.startPrepared(prepared, on);
    await settled();
  }

  function theSeason(): Prepared {
    if (!season) throw new Error('the story has not started its season');
    return season;
  }

  function paths(): string[] {
    return theSeason().unitPlans.map(({ path }) => path);
  }

  function handle(path: string) {
    const id = theSeason().plan.season;
    const name = path === SEASON_PATH ? seasonId(id) : unitId(id, path);
    return env.client.workflow.getHandle(name);
  }

  async function planNow(): Promise<EpochMs> {
    server = { at: await env.currentTimeMs(), realAt: Date.now() };
    return planTime(clock, server.at);
  }

  /** Does something at a unit now, as a client of the service. */
  async function act<Type extends Name>(
    path: string,
    name: Type,
    message: Messages[Type],
  ): Promise<Answer> {
    const answer = await service.act(theSeason().plan.season, path, name, message);
    if (!answer.refused) did(path, name, message, answer.at);
    return answer;
  }

  /** Notes what was done, for the simulation that has to agree. */
  function did(path: string, name: Name, message: object, at: EpochMs): void {
    deeds.push({ path, scripted: { at, command: commandOf(name, message) } });
  }

  /** Lets time pass from line to line of a story, and does what stands there; nothing may be refused. */
  async function play(lines: readonly Line[]): Promise<void> {
    for (const [civil, path, name, message] of lines) {
      await passUntil(civil);
      const answer = await act(path, name, message);
      expect({ line: `${civil} ${path} ${name}`, ...answer }).not.toHaveProperty('refused');
    }
  }

  /** Skips to a civil time and waits until every unit has told all that it owed by then. */
  async function passUntil(civil: string): Promise<void> {
    await skipUntil(civil);
    await settled();
  }

  async function skipUntil(civil: string): Promise<void> {
    await planNow();
    const leftMs = () => realTime(clock, on(civil)) - server.at;
    let hopMs = LONGEST_HOP_MS;
    for (let ms = leftMs(); ms > 0; ms = leftMs()) {
      const began = performance.now();
      await env.sleep(Math.min(ms, hopMs));
      await planNow();
      const isLong = performance.now() - began > LONG_MS;
      hopMs = isLong ? Math.max(SHORTEST_HOP_MS, hopMs / 4) : Math.min(LONGEST_HOP_MS, hopMs * 2);
    }
  }

  async function settled(): Promise<void> {
    const restless = async () => {
      const at = await planNow();
      const all = await Promise.all(
        paths().map(async (path) => [path, await steps(path)] as const),
      );
      return all.filter(([, told]) => !isAtRest(told, at)).map(([path]) => path);
    };
    await expect.poll(restless, { timeout: 60_000, interval: 25 }).toEqual([]);
  }

  async function steps(path: string): Promise<Steps | null> {
    // A unit that has not started yet, or not fetched its plan, cannot be asked; a question that
    // went to a worker that has gone is never answered.
    const ask = () => handle(path).query<Steps>('steps');
    return env.client.withDeadline(Date.now() + 5_000, ask).catch(() => null);
  }

  async function events(path: string): Promise<readonly UnitEvent[]> {
    const log = await store.events(theSeason().plan.season, path);
    return log.map(({ event }) => event);
  }

  async function close(): Promise<void> {
    await stopWorker();
    await store.close();
    await env.teardown();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A line of a story: when, where, what. */
export type Line = {
  [Type in Name]: readonly [civil: string, path: string, name: Type, message: Messages[Type]];
}[Name];

const isAtRest = (told: Steps | null, at: EpochMs): boolean =>
  told !== null && told.unrecorded === 0 && (told.nextWakeAt ?? Infinity) > at;

function commandOf(name: Name, message: object): Command {
  const type: OutsideCommand = name === 'completeSteps' ? 'complete' : name;
  const read = readCommand(type, message);
  if ('fault' in read) throw new Error(read.fault);
  return read.value;
}
