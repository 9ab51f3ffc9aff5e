import type { Messages } from '../../workflows/messages.js';
import { statementOf, statementText } from '../../src/engine/custody-words.js';
import {
  BATCH,
  batchPlan,
  CAR,
  custodySource,
  PLATE,
  POLICE,
  SITE,
  VAULT,
} from './a-consignment.js';
import type { Line } from './skipping.js';

const packets = custodySource().packets.map(({ id }) => id);
const plan = batchPlan().custody;
/** What all four confirm when nothing is missing. */
export const LOADED = plan ? statementText(statementOf(plan, packets)) : '';

/** What stands on the packets of the site. */
export const LABEL = '场次chinese 科目语文 类别普通类';

/** Each of these posts confirms the same, at the same minute. */
export const confirmed = (
  civil: string,
  duty: string,
  posts: readonly string[],
  content: string,
): Line[] => {
  const [step = '', occurrence = ''] = duty.split('@');
  return posts.map(
    (post): Line => [
      civil,
      BATCH,
      'confirm',
      { step, occurrence, by: `at ${post}`, post, content },
    ],
  );
};

/** Out of the vault at six, past the call, and into the safe half an hour later. */
export const INTO_THE_SAFE: readonly Line[] = [
  ...confirmed('2027-06-16 05:45', 'custody-load@one', [...VAULT, ...CAR], LOADED),
  custody('2027-06-16 06:00', 'custody-depart', 'one', {
    ...{ act: 'depart', plate: PLATE, aboard: [...CAR, ...POLICE], others: 0 },
  }),
  custody('2027-06-16 06:15', 'custody-call', 'one.1', { act: 'call' }),
  custody('2027-06-16 06:28', 'custody-arrive', 'one', { act: 'arrive' }),
  ...confirmed('2027-06-16 06:35', 'custody-unload@one', [...CAR, ...SITE], LOADED),
];

type Deed = Messages['custody'];

function custody(
  civil: string,
  step: string,
  occurrence: string,
  deed: Omit<Deed, 'step' | 'by'>,
): Line {
  return [civil, BATCH, 'custody', { ...deed, step, occurrence, by: 'escort' }];
}
