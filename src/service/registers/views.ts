import type { Contact, Entry, RegisterKind } from '../../adapters/store/register-types.js';
import { maskMail, maskPhone } from '../../policy/mask.js';
import type { Seal } from '../seal-port.js';
import { aboutContact } from './changes.js';

export { DEVICE_STATES } from '../../registers/person.js';
export { REGISTERS } from '../../adapters/store/register-types.js';

/** An entry as lists show it: telephone and mail masked. */
export interface EntryView {
  readonly kind: RegisterKind;
  readonly id: string;
  /** Counts its states from 1. */
  readonly rev: number;
  /** Real time from which it is so, and by whom. */
  readonly at: number;
  readonly by: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Of a person only; absent where none is known. */
  readonly phone?: string;
  readonly mail?: string;
}

/** How to reach somebody, in full. */
export type Reach = Readonly<Partial<Record<'phone' | 'mail', string>>>;

export function viewOf(entry: Entry, reach: Reach = {}): EntryView {
  const { kind, id, rev, at, by, body } = entry;
  return {
    ...{ kind, id, rev, at, by, body: body as EntryView['body'] },
    ...(reach.phone && { phone: maskPhone(reach.phone) }),
    ...(reach.mail && { mail: maskMail(reach.mail) }),
  };
}

/** Unsealed, person by person; throws `SealBroken`. */
export function reachOf(seal: Seal, contacts: readonly Contact[]): (person: string) => Reach {
  const found = new Map<string, Partial<Record<'phone' | 'mail', string>>>();
  for (const { person, field, sealed } of contacts) {
    const own = found.get(person) ?? {};
    own[field] = seal.open(sealed, aboutContact(person, field));
    found.set(person, own);
  }
  return (person) => found.get(person) ?? {};
}
