import { expect, it } from 'vitest';
import { openSeal } from '../../src/adapters/secrets/keys.js';
import { contactRegister, registerFacts } from '../../src/service/desks/in-register.js';
import { createRegisters } from '../../src/service/registers/registers.js';
import { aRing } from '../secrets/a-ring.js';
import { aStore } from '../adapters/a-store.js';
import { aClock } from './a-desk.js';

const WANG = { name: '王一', title: '科长', phone: '138 0000-0001', department: 'c/power' };

async function aRegister() {
  const store = await aStore();
  const seal = openSeal(aRing());
  const registers = createRegisters({ store, seal, now: aClock().now });
  return {
    ...{ store, registers },
    register: contactRegister({ registers, seal, store }),
    facts: registerFacts({ store, seal }),
  };
}

it('puts a contact into the register, the same person for the same telephone', async () => {
  const { register, registers } = await aRegister();
  const id = await register.put(WANG, 'sun');
  expect(id).toMatch(/^c-[0-9a-f]{12}$/);
  const again = { ...WANG, phone: '13800000001', department: 'c/health', name: '王一' };
  expect(await register.put(again, 'sun')).toBe(id);
  expect(await register.put({ ...WANG, phone: '13800000002' }, 'sun')).not.toBe(id);
  expect((await registers.show('people', id)).entry.body).toMatchObject({ name: '王一' });
  expect(await registers.reveal(id)).toEqual({ phone: '13800000001' });
});

it('knows the department and the mail of a person, and that there is none', async () => {
  const { register, registers, facts } = await aRegister();
  await registers.put('departments', { department: 'power', zh: '供电公司' }, 'sun');
  const id = await register.put(WANG, 'sun');
  expect(await facts.officeOf(id)).toBe('power');
  expect([await facts.mailOf(id), await facts.officeOf('nobody')]).toEqual([null, null]);
  await registers.put('people', { person: id, name: '王一', mail: 'wang@example.cn' }, 'sun');
  expect(await facts.mailOf(id)).toBe('wang@example.cn');
});
