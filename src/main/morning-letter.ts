import { openSeal } from '../adapters/secrets/keys.js';
import { planTime, type Clock } from '../engine/clock.js';
import { createAddressBook } from '../service/courier/address-book.js';
import { orderFor } from '../service/courier/channel-order.js';
import type { Letter } from '../service/courier/channel-port.js';
import { createAddressing } from '../service/courier/on-duty.js';
import { openChannelRoom, type ChannelRoom } from './channel-room.js';
import { intoNotices, type TellMorning } from './morning.js';
import type { Parts } from './parts.js';
import type { Place } from './place.js';

export type MorningPlace = Pick<Place, 'lang' | 'noticesFile' | 'channels'>;

/**
 * Sends a morning report to whoever serves as the season's coordinator, by the first channel that takes it, and writes it
 * into the file beside all channels. Throws where no channel takes it: it is tried again.
 */
export function toCoordinator(
  place: MorningPlace,
  { store, keys }: Pick<Parts, 'store' | 'keys'>,
): TellMorning {
  const addressing = createAddressing({ store });
  const addresses = createAddressBook({ store, seal: openSeal(keys), lang: place.lang });
  const write = intoNotices(place);

  return async (id, lines) => {
    const season = await store.season(id);
    if (!season) return;
    const { coordinator, clock } = season;
    const now = planTime(clock as Clock, Date.now());
    const chain = await addressing.chain(season, [coordinator], now);
    const channels = openChannelRoom(place);
    try {
      if (!(await isSent(channels, chain(coordinator), letterOf(id, place, lines))))
        throw new Error(`${id}: no channel takes the morning report to ${coordinator}`);
    } finally {
      channels.close();
    }
    await write(id, lines);
  };

  async function isSent(
    channels: ChannelRoom,
    persons: readonly string[],
    letter: Omit<Letter, 'to'>,
  ): Promise<boolean> {
    for (const person of persons) {
      const { to } = await addresses.of(person);
      for (const name of orderFor(channels, to, letter.urgency)) {
        const channel = channels.all.find((one) => one.channel.name === name)?.channel;
        if (!channel || channel.isForRehearsals || !channel.reaches(to)) continue;
        if ((await channel.send({ ...letter, to })).outcome === 'taken') return true;
      }
    }
    return false;
  }
}

/** One id a season and day: a channel that knows it does not send it twice. */
function letterOf(
  season: string,
  { lang }: Pick<Place, 'lang'>,
  [subject = '', ...lines]: readonly string[],
): Omit<Letter, 'to'> {
  const day = new Date().toISOString().slice(0, 10);
  return {
    ...{ id: `morning/${season}/${day}`, urgency: 'urgent', rehearsal: false, lang, subject },
    // Counts and no names: it may go by any channel.
    lines: lines.map((text) => ({ text, bare: text, label: 'internal', code: null })),
    ...{ more: 0, link: null, thread: null },
  };
}
