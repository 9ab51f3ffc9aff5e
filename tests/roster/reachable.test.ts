import { expect, it } from 'vitest';
import type { SetChannel } from '../../src/service/courier/channel-order.js';
import { reachableBy } from '../../src/service/roster/reachable.js';
import { aRoster } from './a-roster.js';

const channel = (kind: string, isForRehearsals = false): SetChannel => ({
  ...{ kind, carries: 'internal', links: true },
  channel: {
    ...{ name: kind, isForRehearsals, perMinute: null },
    reaches: (to) => kind !== 'mail' || to.mail !== undefined,
    send: async () => ({ outcome: 'taken', ref: null }),
  },
});
const book = {
  of: async (person: string) => ({
    to: { person, name: person, ...(person === 'li' && { mail: 'li@example.org' }) },
    lang: 'zh' as const,
  }),
};

it('whoever a channel reaches can be told; a file reaches nobody, a rehearsal’s nobody in earnest', async () => {
  const { store } = await aRoster();
  const all = [channel('mail'), channel('file'), channel('wecom', true)];
  expect([...(await reachableBy({ all }, book, store)(['li', 'wang']))]).toEqual(['li']);
});

it('without channels it is whoever has a telephone or mail in the register', async () => {
  const { store } = await aRoster();
  const contacts = [{ field: 'phone', to: { sealed: 's', print: 'p' } }] as const;
  const entry = { kind: 'people', id: 'wang', owner: '', label: '示王', body: {} } as const;
  await store.registers.put([{ ...entry, contacts }], { by: 'x', at: 1 });
  const all = [channel('file')];
  expect([...(await reachableBy({ all }, book, store)(['li', 'wang']))]).toEqual(['wang']);
});
