import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, it } from 'vitest';
import { prepare } from '../../src/service/prepare.js';
import { expectPlayedAsSimulated } from '../support/skipping-agreement.js';
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
  await expectPlayedAsSimulated(world, prepared);
}, 600_000);
