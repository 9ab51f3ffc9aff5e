import type { Store } from '../../adapters/store/store.js';
import type { Person } from '../../registers/person.js';
import type { Lang } from '../../text/lang.js';
import { reachOf } from '../registers/views.js';
import type { Seal } from '../seal-port.js';
import type { AddressBook } from './addressing-port.js';

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
    async of(person) {
      const [[entry], contacts] = await Promise.all([
        store.registers.current('people', [person]),
        store.registers.contacts([person]),
      ]);
      const { name = person, accounts = [], prefers = [] } = (entry?.body ?? {}) as Partial<Person>;
      const { phone, mail } = reachOf(seal, contacts)(person);
      const to = {
        ...{ person, name, ids: idsOf(accounts) },
        ...(phone !== undefined && { phone }),
        ...(mail !== undefined && { mail }),
        ...(prefers.length > 0 && { prefers }),
      };
      return { to, lang };
    },
  };
}

const idsOf = (accounts: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    accounts.map((account) => {
      const cut = account.indexOf('=');
      return [account.slice(0, cut), account.slice(cut + 1)];
    }),
  );
