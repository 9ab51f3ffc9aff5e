import type { Answer, Duty } from '../src/engine/model.js';
import { prepare } from '../src/service/prepare.js';
import { BATCH } from '../tests/support/a-consignment.js';
import { does, PAPERS, startPapers, WHOLE_WAY } from '../tests/support/real-papers.js';
import { seasonOf } from '../tests/support/real-season.js';
import { recorded, soon, startSeason } from '../tests/support/real-waiting.js';
import { openWorld } from '../tests/support/real.js';
import { unitId } from '../workflows/messages.js';
import { createFigures } from './figures.js';
import { runsOf, total } from './history.js';

/**
 * What a handover of papers (four signatures) and the close of a session (scripts in by two, the counts, the spares sealed by
 * four) cost on a real dev server: events of the history, writes of the record, events of the record. Each deed by itself,
 * as people do them minutes apart. `node bin/with-dependencies.js bench/deeds.ts [--json]`
 */
const CLOSE = 'close';
const SITE = 'lanxi/site-1';
const HANDOVER = 4;
const COUNTED = {
  ...{ candidates: 1_200, present: 1_195, absent: 5, scripts: 1_195, blanks: 5, faulty: 0 },
  ...{ packet: 1_200, spares: 0, replaced: 0, entries: true, sealed: true },
  ...{ 'absent-in': '7:2 12:3', 'faulty-in': '', 'spares-in': '' },
};
const NAMES = {
  events: 'history events',
  writes: 'writes of the record',
  log: 'events of the record',
};
const figures = createFigures();
const world = await openWorld({ worker: 'inside' });
try {
  await startPapers(world);
  await cost(
    'a handover',
    { season: PAPERS, path: BATCH },
    WHOLE_WAY.slice(0, HANDOVER).map((deed, n) => () => does(world, deed, `way-${n}`)),
  );
  await startSeason(world, seasonOf(CLOSE, { lanxi: [], [SITE]: closing() }));
  await cost('a session close', { season: CLOSE, path: SITE }, closed());
} finally {
  await world.close();
}
figures.print();

/** The county's own duties of the end of a session, due later. */
function closing(): Duty[] {
  const prepared = prepare('plans/county-zhongkao');
  if ('faults' in prepared) throw new Error(JSON.stringify(prepared.faults));
  const site = prepared.unitPlans.find(({ path }) => path === SITE);
  const found = ['scripts-in', 'session-closed', 'spares-sealed'].map((step) =>
    site?.body.duties.find(({ id }) => id === `${step}@chinese`),
  );
  return found.flatMap((one) => (one ? [{ ...one, openAt: null, dueAt: soon(3_600) }] : []));
}

function closed(): (() => Promise<Answer>)[] {
  const sign = (step: string, posts: readonly string[]) =>
    posts.map((post, n) => () => {
      const message = { step, occurrence: 'chinese', by: `${step} ${n}`, content: '30 0' };
      return world.service.act(CLOSE, SITE, 'confirm', { ...message, post: `${SITE}#${post}` });
    });
  const counts = { step: 'session-closed', occurrence: 'chinese', by: 'li', form: COUNTED };
  return [
    ...sign('scripts-in', ['doer', 'head']),
    () => world.service.act(CLOSE, SITE, 'completeSteps', counts),
    ...sign('spares-sealed', ['keeper', 'leader', 'leader', 'head']),
  ];
}

async function cost(
  name: string,
  { season, path }: { readonly season: string; readonly path: string },
  deeds: readonly (() => Promise<Answer>)[],
): Promise<void> {
  const before = await spent();
  for (const deed of deeds) {
    const { refused, detail } = await deed();
    if (refused !== undefined) throw new Error(`${name}: ${refused} ${detail ?? ''}`);
    await recorded(world, season, path);
  }
  const after = await spent();
  figures.put(`${name}: deeds`, deeds.length);
  for (const one of ['events', 'writes', 'log'] as const)
    figures.put(`${name}: ${NAMES[one]}`, after[one] - before[one]);

  async function spent() {
    const log = (await recorded(world, season, path)).length;
    const runs = await runsOf(world, unitId(season, path));
    return { events: total(runs, 'events'), writes: total(runs, 'writes'), log };
  }
}
