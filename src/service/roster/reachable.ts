import type { Store } from '../../adapters/store/store.js';
import type { AddressBook } from '../courier/addressing-port.js';
import type { Channels } from '../courier/channel-order.js';
import type { IsReachable } from './report.js';

/** These stand beside the channels, or for all of them: nobody is told anything by them. */
const PAPER: readonly string[] = ['file', 'terminal'];

/**
 * Who can be told anything: whom a channel reaches that is not for rehearsals. Where none is set up yet, whoever has a
 * telephone or mail in the register.
 */
export function reachableBy(
  { all }: Pick<Channels, 'all'>,
  book: AddressBook,
  { registers }: Pick<Store, 'registers'>,
): IsReachable {
  const ways = all.filter(({ kind, channel }) => !PAPER.includes(kind) && !channel.isForRehearsals);
  return async (persons) => {
    if (ways.length === 0)
      return new Set((await registers.contacts(persons)).map(({ person }) => person));
    const reached = new Set<string>();
    for (const person of persons) {
      const { to } = await book.of(person);
      if (ways.some(({ channel }) => channel.reaches(to))) reached.add(person);
    }
    return reached;
  };
}
