import type { Store } from '../../adapters/store/store.js';
import { Refusal } from '../outcome.js';
import type { RegistersPort } from '../registers/registers.js';
import { reachOf } from '../registers/views.js';
import type { Seal } from '../seal-port.js';
import type { ContactRegister } from './ports.js';

/** What desks and links ask the registers of people. */
export function registerFacts({ store, seal }: { readonly store: Store; readonly seal: Seal }) {
  const { registers } = store;
  return {
    async officeOf(person: string): Promise<string | null> {
      const [entry] = await registers.current('people', [person]);
      const { department } = (entry?.body ?? {}) as { readonly department?: string };
      return department ? department : null;
    },
    mailOf: async (person: string): Promise<string | null> =>
      reachOf(seal, await registers.contacts([person]))(person).mail ?? null,
    phoneOf: async (person: string): Promise<string | null> =>
      reachOf(seal, await registers.contacts([person]))(person).phone ?? null,
  };
}

const ID_LETTERS = 12;

/**
 * Contacts as people of the register. Their ids follow from their telephone numbers, by a key: who is named for
 * two bodies, or again next year, is one person.
 */
export function contactRegister(parts: {
  readonly registers: Pick<RegistersPort, 'put'>;
  readonly seal: Pick<Seal, 'fingerprint'>;
  readonly store: Store;
}): ContactRegister {
  return {
    async put({ name, phone, department }, by) {
      const digits = phone.replace(/[^\d+]/g, '');
      const mark = parts.seal.fingerprint(`contact/${digits}`);
      const person = `c-${Buffer.from(mark, 'base64url').toString('hex').slice(0, ID_LETTERS)}`;
      // A register calls a department by the last part of its path, if it has it at all.
      const short = department.split('/').at(-1) ?? '';
      const [known] = await parts.store.registers.current('departments', [short]);
      const row = { person, name, phone: digits, ...(known && { department: short }) };
      const { faults } = await parts.registers.put('people', row, by);
      const [fault] = faults;
      if (fault) throw new Refusal('register-fault', fault.zh, fault.en);
      return person;
    },
  };
}
