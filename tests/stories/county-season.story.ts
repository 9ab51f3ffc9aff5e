import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { simulate } from '../../src/engine/simulate.js';
import { prepare } from '../../src/service/prepare.js';
import { clockAt, firingsOf } from '../support/skipping-notes.js';
import { openWorld, type World } from '../support/skipping.js';

const FOLDER = fileURLToPath(new URL('../../plans/county-zhongkao', import.meta.url));

let world: World;
beforeAll(async () => {
  world = await openWorld('2026-11-30 08:00');
});
afterAll(() => world.close());

it('the whole county season, played on a server, tells exactly the words that simulation tells', async () => {
  const prepared = prepare(FOLDER, { rehearsal: true });
  if ('faults' in prepared) throw new Error(JSON.stringify(prepared.faults));
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
  expect(new Set(found)).toEqual(new Set(expected));
  expect(found.length).toBe(expected.length);
  await world.expectWholeRecord();
}, 600_000);
