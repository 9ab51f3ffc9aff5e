import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/adapters/store/store.js';
import { openSeal } from '../../src/adapters/secrets/keys.js';
import { createAddressBook } from '../../src/service/courier/address-book.js';
import { createRegisters } from '../../src/service/registers/registers.js';
import { aRing } from '../secrets/a-ring.js';

const AT = Date.UTC(2027, 5, 1);

/** The book on a register with these people. */
async function aBook(...rows: readonly string[]) {
  const store = await openStore(':memory:', { now: () => AT });
  onTestFinished(() => store.close());
  const seal = openSeal(aRing());
  const registers = createRegisters({ store, seal, now: () => AT });
  const table = Buffer.from(['编号,姓名,手机,邮箱,渠道账号,首选渠道', ...rows].join('\n'));
  const wish = { kind: 'people', exam: null, partial: false } as const;
  const { faults } = await registers.apply(table, wish, 'p-clerk');
  return { faults, book: createAddressBook({ store, seal, lang: 'zh' }) };
}

it('knows somebody’s number, mail, accounts and what he prefers', async () => {
  const { book, faults } = await aBook(
    'p1,周示山,138 0013 8000,Zhou@Example.cn,wecom=zhou.s；feishu=phone，ou=ou_84,mail、sms',
  );
  expect(faults).toEqual([]);
  expect(await book.of('p1')).toEqual({
    lang: 'zh',
    to: {
      ...{ person: 'p1', name: '周示山', phone: '13800138000', mail: 'zhou@example.cn' },
      ids: { wecom: 'zhou.s', feishu: 'phone', ou: 'ou_84' },
      prefers: ['mail', 'sms'],
    },
  });
});

it('has nothing of whom the register does not know', async () => {
  const { book } = await aBook('p1,周示山,,,,');
  expect(await book.of('p1')).toEqual({
    lang: 'zh',
    to: { person: 'p1', name: '周示山', ids: {} },
  });
  expect(await book.of('p9')).toEqual({ lang: 'zh', to: { person: 'p9', name: 'p9', ids: {} } });
});

it('takes no telephone number for an account, where it would lie open', async () => {
  const { faults } = await aBook(
    'p1,甲,,,wecom=13800138000,',
    'p2,乙,,,wecom=+8613800138000,',
    'p3,丙,,,zhangsan,',
    'p4,丁,,,wecom=phone,短信',
  );
  expect(faults.map(({ row, code }) => [row, code])).toEqual([
    [2, 'bad-account'],
    [3, 'bad-account'],
    [4, 'bad-account'],
    [5, 'bad-channel'],
  ]);
});
