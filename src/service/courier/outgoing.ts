import type {
  NewMessage,
  OpenMessage,
  OpenWord,
  Recipient,
  Settling,
} from '../../adapters/store/ledger-types.js';
import type { Bundle } from '../../courier/model.js';
import type { Correspondent } from './addressing-port.js';
import type { Outgoing } from './dispatch.js';
import type { LetterMaker, LetterOrder } from './letter-port.js';
import { messageId } from './message-id.js';
import type { ServeParts } from './serve.js';
import type { Way } from './ways.js';

/** A new message of words that wait. */
interface Fresh {
  readonly waits: Recipient;
  readonly bundle: Bundle;
  readonly words: readonly OpenWord[];
  readonly overtaken: readonly Settling[];
  readonly correspondent: Correspondent;
  readonly ways: readonly Way[];
}

export function fresh(parts: ServeParts, of: Fresh): Outgoing {
  const { waits, bundle, words, overtaken, correspondent, ways } = of;
  const { person, rehearsal } = waits;
  const { urgency, counted } = bundle;
  const id = messageId(waits, words);
  let unsaid: readonly Settling[] = [];
  return {
    ...{ id, isCritical: urgency === 'critical', isBegun: false, ways },
    ...{ madeAt: parts.now(), tries: 0 },
    async letter() {
      const made = await letterFor(parts, correspondent, {
        ...{ id, urgency, rehearsal, counted, notices: bundle.notices },
      });
      unsaid = unsaidOf(made, words);
      // Nothing is left to say: then there is no message to settle it with.
      if (made.letter === null)
        await parts.store.ledger.settle(person, [...overtaken, ...unsaid], parts.now());
      return made.letter;
    },
    begin: (channel) => {
      const gone = new Set(unsaid.map(({ notice }) => notice));
      const notices = bundle.notices.filter((notice) => !gone.has(notice));
      const message: NewMessage = { id, person, rehearsal, urgency, counted, notices };
      return parts.store.ledger.begin(message, channel, [...overtaken, ...unsaid], parts.now());
    },
  };
}

/** One that is on record already. */
export function resumed(
  parts: ServeParts,
  message: OpenMessage,
  correspondent: Correspondent,
  ways: readonly Way[],
): Outgoing {
  const { id, urgency, rehearsal, counted, notices, madeAt, tries } = message;
  return {
    ...{ id, isCritical: urgency === 'critical', isBegun: true, ways, madeAt, tries },
    async letter() {
      const made = await letterFor(parts, correspondent, {
        id,
        urgency,
        rehearsal,
        counted,
        notices,
      });
      if (made.letter === null)
        await parts.store.ledger.dispose(id, { to: 'nobody', reason: 'text' }, parts.now());
      return made.letter;
    },
    begin: async () => undefined,
  };
}

interface Order extends Pick<LetterOrder, 'id' | 'urgency' | 'rehearsal' | 'counted'> {
  readonly notices: readonly number[];
}

async function letterFor(
  { lookUps, letters, alarm }: ServeParts,
  { to, lang }: Correspondent,
  order: Order,
) {
  const notices = await lookUps.notices(order.notices);
  const made = await letters.make({ ...order, to, lang, notices });
  for (const { notice, reason } of made.quarantined)
    alarm(`notice ${notice} has no text: ${reason}`);
  return made;
}

/** Words that the letter does not say: overtaken or owed to nobody, and those whose text could not be made. */
const unsaidOf = (
  { silent, quarantined }: Awaited<ReturnType<LetterMaker['make']>>,
  words: readonly OpenWord[],
): readonly Settling[] => {
  const turns = new Map(words.map(({ notice, turn }) => [notice, turn]));
  const turnOf = (notice: number) => turns.get(notice) ?? 0;
  return [
    ...silent.map(
      (notice): Settling => ({
        notice,
        turn: turnOf(notice),
        state: 'superseded',
        reason: 'silent',
      }),
    ),
    ...quarantined.map(
      ({ notice }): Settling => ({
        ...{ notice, turn: turnOf(notice), state: 'undeliverable', reason: 'text' },
      }),
    ),
  ];
};
