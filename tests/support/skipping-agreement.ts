import { expect } from 'vitest';
import { simulate } from '../../src/engine/simulate.js';
import type { Prepared } from '../../src/service/prepare.js';
import { clockAt, firingsOf } from './skipping-notes.js';
import type { World } from './skipping.js';

/**
 * Plays a rehearsal to its end on the server and holds its firings against the simulation's: the same, and as
 * many. Says how long it took.
 */
export async function expectPlayedAsSimulated(world: World, prepared: Prepared): Promise<void> {
  const expected: string[] = [];
  let end = 0;
  simulate(
    prepared.unitPlans.map(({ body }) => body),
    ({ unit, event }) => {
      expected.push(...firingsOf(unit, [event]));
      end = Math.max(end, event.at);
    },
  );
  const began = Date.now();
  await world.start(prepared);
  await world.passUntil(clockAt(end + 3_600_000));
  const found: string[] = [];
  let events = 0;
  for (const path of world.paths()) {
    const log = await world.events(path);
    events += log.length;
    found.push(...firingsOf(path, log));
  }
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${world.paths().length} units, ${events} events, ${clockAt(end)}: ${seconds} s`);
  // An empty season would agree with anything.
  expect(found.length).toBeGreaterThan(200);
  expect(new Set(found)).toEqual(new Set(expected));
  expect(found.length).toBe(expected.length);
  await world.expectWholeRecord();
}
