import { afterAll, beforeAll, expect, it } from 'vitest';
import { preparedOf, tenSteps } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-05-12 08:00');
});
afterAll(() => world.close());
it('x', async () => {
  await world.start(preparedOf(tenSteps({ safe: null, ready: null })));
  for (const t of ['pause', 'resume', 'close'] as const) {
    const a = Date.now();
    await world.service.governSeason('story', t, 'director').catch((e) => console.log('err', String(e)));
    console.log(t, Date.now() - a);
  }
  const d = await world.handle('@').describe();
  console.log(d.status.name, d.historyLength);
  const h = await world.handle('@').fetchHistory();
  console.log(h.events?.map((e) => `${e.eventId} ${Object.keys(e).find((k) => k.endsWith('Attributes'))}`).join('\n'));
}, 60_000);
