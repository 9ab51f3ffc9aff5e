import { existsSync } from 'node:fs';
import type { KeyDesk } from '../cli/keys.js';
import { addKey, ensureKeyFile, newKey } from '../adapters/secrets/key-file.js';
import { keyFileOf, openKeys, openSeal, type KeyPlace } from '../adapters/secrets/keys.js';
import { reseal, type SealedText } from '../adapters/secrets/reseal.js';
import type { Contact } from '../adapters/store/register-types.js';
import { openStore, type Store } from '../adapters/store/store.js';
import { totpPlace } from '../service/accounts/second-factor.js';
import { aboutReturn } from '../service/desks/contacts.js';
import { aboutContact } from '../service/registers/changes.js';
import { onMachine, onMachineAt } from './machine-deeds.js';
import type { Place } from './place.js';

/** The keys of an installation, for its own terminal. */
export function openKeyDesk({ keys, storeUrl }: Place): KeyDesk {
  const file = keyFileOf(keys);
  return {
    file,
    // Looking makes no key: a machine that has never been started has none.
    list: () => (isUnmade(keys) ? [] : openKeys(keys).list()),
    async rotate(inMs) {
      if (file === null) return null;
      return onMachineAt(storeUrl, { what: 'keys rotate', content: { inMs } }, async () => {
        // Makes the file of a single machine that has not been started yet.
        openKeys(keys);
        const now = Date.now();
        const { id, created, from } = newKeyInto(file, now, now + inMs);
        return { id, created, from };
      });
    },
    make(path) {
      if (existsSync(path)) return false;
      ensureKeyFile(path, Date.now());
      return true;
    },
    async reseal() {
      const ring = openKeys(keys);
      const store = await openStore(storeUrl);
      try {
        const deed = { what: 'keys reseal' };
        return await onMachine(store, deed, () => reseal(ring, openSeal(ring), textsOf(store)));
      } finally {
        await store.close();
      }
    },
  };
}

function isUnmade(keys: KeyPlace): boolean {
  const file = keyFileOf(keys);
  const isMadeHere = keys.keysFile === null && !keys.shared;
  return isMadeHere && file !== null && !existsSync(file);
}

function newKeyInto(file: string, now: number, from: number) {
  const key = newKey(now, from);
  addKey(file, key);
  return key;
}

const AT_ONCE = 500;

/** Every sealed text of the store, named as those do who have sealed it. */
async function* textsOf({ registers, sealedTexts }: Store): AsyncGenerator<SealedText> {
  let after: Contact | undefined;
  for (;;) {
    const contacts = await registers.sealedContacts(AT_ONCE, after);
    for (const contact of contacts)
      yield {
        about: aboutContact(contact.person, contact.field),
        sealed: contact.sealed,
        replace: (next) => registers.reseal(contact, next),
      };
    after = contacts.at(-1);
    if (contacts.length < AT_ONCE) break;
  }
  for await (const { kind, id, sealed, replace } of sealedTexts())
    yield { about: kind === 'totp' ? totpPlace(id) : aboutReturn(id), sealed, replace };
}
