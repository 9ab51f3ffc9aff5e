import { gatheredReads } from '../../adapters/store/gather.js';
import { groupedBy } from '../../engine/grouped.js';
import type { Store } from '../../adapters/store/store.js';
import type { Person } from '../../registers/person.js';
import type { Lang } from '../../text/lang.js';
import { type Reach, reachOf } from '../registers/views.js';
import type { Seal } from '../seal-port.js';
import type { AddressBook } from './addressing-port.js';
import type { Address } from './channel-port.js';

/**
 * Where people are reached, out of their register: number and mail are unsealed for the message that is about to go,
 * and kept nowhere. Somebody whom the register does not know has no address, and his id for a name.
 */
export function createAddressBook(parts: {
  readonly store: Pick<Store, 'registers'>;
  readonly seal: Seal;
  readonly lang: Lang;
}): AddressBook {
  const { store, seal, lang } = parts;
  return {
    of: gatheredReads(AT_ONCE, async (persons: readonly string[]) => {
      const [entries, contacts] = await Promise.all([
        store.registers.current('people', persons),
        store.registers.contacts(persons),
      ]);
      const bodies = new Map(entries.map(({ id, body }) => [id, body as Partial<Person>]));
      const reaches = groupedBy(contacts, ({ person }) => person);
      return (person) => ({
        to: addressOf(
          person,
          bodies.get(person) ?? {},
          reachOf(seal, reaches.get(person) ?? [])(person),
        ),
        lang,
      });
    }),
  };
}

const AT_ONCE = 256;

function addressOf(
  person: string,
  { name = person, accounts = [], prefers = [] }: Partial<Person>,
  { phone, mail }: Reach,
): Address {
  return {
    ...{ person, name, ids: idsOf(accounts) },
    ...(phone !== undefined && { phone }),
    ...(mail !== undefined && { mail }),
    ...(prefers.length > 0 && { prefers }),
  };
}

const idsOf = (accounts: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    accounts.map((account) => {
      const cut = account.indexOf('=');
      return [account.slice(0, cut), account.slice(cut + 1)];
    }),
  );
