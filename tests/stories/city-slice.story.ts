import { createHash } from 'node:crypto';
import { afterAll, beforeAll, it } from 'vitest';
import { seal } from '../../src/engine/compile.js';
import { prepare, type Prepared } from '../../src/service/prepare.js';
import { expectPlayedAsSimulated } from '../support/skipping-agreement.js';
import { openWorld, type World } from '../support/skipping.js';

// One of each kind: the city, an area, its vault, a site, a department.
const KEPT = ['', '/tinglan', '/tinglan/vault', '/tinglan/site-1', '/tinglan/police'].map(
  (below) => `yunting${below}`,
);
// The months before lie behind when the units start: what they owe then is said at once, in its order.
const BEGIN = '2027-06-05 06:00';

let world: World;
beforeAll(async () => {
  world = await openWorld(BEGIN);
});
afterAll(() => world.close());

it('a body of each kind in the city says on a server the words of its simulation', async () => {
  const prepared = sliceOf(cityPlayed(), (path) => KEPT.includes(path));
  await expectPlayedAsSimulated(world, prepared);
}, 300_000);

function cityPlayed(): Prepared {
  const prepared = prepare('plans/city-gaokao', { rehearsal: true });
  if ('faults' in prepared) throw new Error(JSON.stringify(prepared.faults));
  return prepared;
}

/** The season of some of its units: the others are in no plan and no list of children. */
function sliceOf(prepared: Prepared, isKept: (path: string) => boolean): Prepared {
  const bare = prepared.unitPlans
    .filter(({ path }) => isKept(path))
    .map(({ body }) => ({ ...body, children: body.children.filter(({ path }) => isKept(path)) }));
  const unitPlans = seal(bare, sha256).map(({ hash, plan: body }) => ({
    ...{ path: body.path, hash, body },
  }));
  const units = prepared.plan.units.filter(({ path }) => isKept(path));
  return { ...prepared, plan: { ...prepared.plan, units }, unitPlans, hash: sha256(unitPlans) };
}

const sha256 = (thing: unknown): string =>
  createHash('sha256').update(JSON.stringify(thing)).digest('hex').slice(0, 32);
