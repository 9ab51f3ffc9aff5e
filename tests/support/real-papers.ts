import type { SingleUpdate } from '../../src/service/steps.js';
import type { Answer, UnitEvent } from '../../src/engine/model.js';
import type { Messages } from '../../workflows/messages.js';
import { BATCH, CAR, PLATE, POLICE, SITE, VAULT, withPapers } from './a-consignment.js';
import { LABEL, LOADED } from './custody-lines.js';
import { recorded, startSeason } from './real-waiting.js';
import type { World } from './real.js';
import { preparedOf } from './skipping-season.js';

export const PAPERS = 'papers';

/** What is done with the papers, in its order: a name, and the message. */
export type Deed = readonly [name: 'confirm' | 'custody', message: Messages[SingleUpdate]];

const signed = (duty: string, posts: readonly string[], content: string): Deed[] => {
  const [step = '', occurrence = ''] = duty.split('@');
  return posts.map(
    (post): Deed => ['confirm', { step, occurrence, by: `at ${post}`, post, content }],
  );
};
const reported = (act: 'depart' | 'call' | 'arrive', more: object = {}): Deed => [
  'custody',
  {
    ...{ step: `custody-${act}`, occurrence: act === 'call' ? 'one.1' : 'one', by: 'escort' },
    ...{ act, ...more },
  },
];

/** From the vault into the safe, and opened: two handovers, the road, the labels. */
export const WHOLE_WAY: readonly Deed[] = [
  ...signed('custody-load@one', [...VAULT, ...CAR], LOADED),
  reported('depart', { plate: PLATE, aboard: [...CAR, ...POLICE], others: 0 }),
  reported('call'),
  reported('arrive'),
  ...signed('custody-unload@one', [...CAR, ...SITE], LOADED),
  ...signed('custody-labels@open-one', SITE, LABEL),
  ...signed('custody-open@open-one', SITE, LOADED),
];

/** Starts a season with papers on a real server. */
export const startPapers = (world: World) =>
  startSeason(world, { ...preparedOf({ ...withPapers(), season: PAPERS }), rehearsal: false });

/** Does one thing, with a key of its own. */
export const does = ({ service }: World, [name, message]: Deed, key: string): Promise<Answer> =>
  service.act(PAPERS, BATCH, name, { ...message, key });

/** The story of the recorded histories: a difference, settled; the way; an early opening; a lock. */
export async function playPapers(world: World): Promise<void> {
  await startPapers(world);
  const wrong = signed('custody-load@one', [VAULT[0]], LOADED.replace('份180', '份179'));
  for (const [n, deed] of wrong.entries()) await does(world, deed, `wrong-${n}`);
  await does(
    world,
    [
      'custody',
      {
        ...{ step: 'custody-load', occurrence: 'one', by: 'head', act: 'settle' },
        reason: '复点无误',
      },
    ],
    'settled',
  );
  for (const [n, deed] of WHOLE_WAY.entries()) await does(world, deed, `way-${n}`);
  const handle = world.client.workflow.getHandle(`consignment/${PAPERS}/chinese`);
  await handle.signal('lockOpened', { place: 'safe', by: 'lock-7' });
  await recorded(world, PAPERS, BATCH);
  // Long enough for a worn history to be left for a fresh run.
  await new Promise((resolve) => setTimeout(resolve, 8_000));
  await does(
    world,
    ['custody', { step: 'custody-load', occurrence: 'one', by: 'x', act: 'call' }],
    'after',
  );
  await world.service.closeSeason(PAPERS, 'office');
}

/** What happened to the packets, each with the duty that it was. */
export const factsIn = (events: readonly UnitEvent[]): string[] =>
  events.flatMap((event) =>
    event.type === 'custody' ? [`${event.fact.is} ${event.duty ?? ''}`.trim()] : [],
  );
