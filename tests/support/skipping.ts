import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { expect, vi } from 'vitest';
import { openStore, type Store } from '../../src/adapters/store/store.js';
import { planTime, realTime, type Clock, type ClockPoint } from '../../src/engine/clock.js';
import {
  epochMs,
  SEASON_PATH,
  type Answer,
  type Command,
  type EpochMs,
  type Scripted,
  type UnitEvent,
} from '../../src/engine/model.js';
import { simulate } from '../../src/engine/simulate.js';
import type { Prepared } from '../../src/service/prepare.js';
import { createService } from '../../src/service/service.js';
import { createWorker } from '../../src/temporal/worker.js';
import { seasonId, unitId, type Messages, type Steps } from '../../workflows/messages.js';
import { readCommand, type OutsideCommand } from '../../workflows/shapes.js';
import { firingsOf, notesOf, on } from './skipping-notes.js';
import { startSkippingServer } from './skipping-server.js';

export type World = Awaited<ReturnType<typeof openWorld>>;
type Name = Exclude<keyof Messages, 'recordFor'>;

/** Whether the store that the worker writes to answers; the story's own view of it always does. */
export interface Weather {
  storeAway: boolean;
  /** So many of the next writes are made, and not answered for. */
  answersLost: number;
  /** Writes tried so far, with those that failed. */
  writes: number;
}

/**
 * A stretch of the season that goes by in a millisecond. The server does not skip time while a task
 * waits for a worker, so this is how a long time passes for a unit that has none.
 */
export interface Gap {
  readonly from: string;
  readonly to: string;
}

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
  const acts: { readonly path: string; readonly scripted: Scripted }[] = [];
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
    expectAgreement,
    expectNoViolation,
    expectOutboxOfLog,
    expectWholeRecord,
    close,
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
    await service.startSeason(prepared, on);
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
    acts.push({ path, scripted: { at, command: commandOf(name, message) } });
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
    const ms = realTime(clock, on(civil)) - server.at;
    if (ms > 0) await env.sleep(ms);
    await planNow();
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

  /** Law 9: the engine alone, given what people did and when, owes the very words of the log. */
  async function expectAgreement(): Promise<void> {
    const expected: string[] = [];
    const bodies = theSeason().unitPlans.map(({ path, body }) => {
      const own = acts.filter((one) => one.path === path).map(({ scripted }) => scripted);
      return { ...body, script: body.script ?? own };
    });
    const until = await planNow();
    simulate(bodies, ({ unit, event }) => expected.push(...firingsOf(unit, [event])), until);
    const found: string[] = [];
    for (const path of paths()) found.push(...firingsOf(path, await events(path)));
    expect(sorted(found)).toEqual(sorted(expected));
  }

  async function expectNoViolation(): Promise<void> {
    await planNow();
    const { violations, silent } = await service.verify(theSeason().plan.season);
    expect({ violations, silent }).toEqual({ violations: [], silent: [] });
  }

  /** One notice for each post that an event names, and none that no event does. */
  async function expectOutboxOfLog(): Promise<void> {
    const owed: string[] = [];
    for (const path of [SEASON_PATH, ...paths()])
      for (const [n, event] of (await events(path)).entries())
        if ('to' in event)
          owed.push(...new Set(event.to?.map((post) => `${path} ${n + 1} ${post}`)));
    const notices = await store.claimNotices(100_000);
    expect(notices.map(({ path, seq, to }) => `${path} ${seq} ${to}`).sort()).toEqual(owed.sort());
  }

  /** What must hold at the end of any story. */
  async function expectWholeRecord(): Promise<void> {
    await expectNoViolation();
    await expectAgreement();
    await expectOutboxOfLog();
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

// A real server gives the tasks of a worker that has gone to another one; this one keeps them for it
// for ever, unless the worker never asked for tasks of its own.
async function withoutCache(create: () => Promise<Worker>): Promise<Worker> {
  const original = Worker.create.bind(Worker);
  const spy = vi
    .spyOn(Worker, 'create')
    .mockImplementation((options) => original({ ...options, maxCachedWorkflows: 0 }));
  return create().finally(() => spy.mockRestore());
}

// The last piece is a millisecond long, the others less than a day: longer ones would lose
// milliseconds in the division.
function clockFrom(realAt: number, begin: string, gap?: Gap): ClockPoint[] {
  const point = (ms: number, planAt: number) => ({
    realAt: epochMs(realAt + ms),
    planAt: epochMs(planAt),
  });
  const start = on(begin);
  if (!gap) return [point(0, start), point(1, start + 1)];
  const [from, to] = [on(gap.from), on(gap.to)];
  return [
    point(0, start),
    point(from - start, from),
    point(from - start + 1, to),
    point(from - start + 2, to + 1),
  ];
}

const isAtRest = (told: Steps | null, at: EpochMs): boolean =>
  told !== null && told.unrecorded === 0 && (told.nextWakeAt ?? Infinity) > at;

const sorted = (keys: readonly string[]): string[] => [...new Set(keys)].sort();

function commandOf(name: Name, message: object): Command {
  const type: OutsideCommand = name === 'completeSteps' ? 'complete' : name;
  const read = readCommand(type, message);
  if ('fault' in read) throw new Error(read.fault);
  return read.value;
}

function clouded(store: Store, weather: Weather): Store {
  return {
    ...store,
    async record(unit) {
      weather.writes += 1;
      if (weather.storeAway) throw new Error('the store is away');
      await store.record(unit);
      if (weather.answersLost === 0) return;
      weather.answersLost -= 1;
      throw new Error('the store has written, and its answer is lost');
    },
  };
}
