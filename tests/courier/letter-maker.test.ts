import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/adapters/store/store.js';
import type { Notice } from '../../src/adapters/store/types.js';
import { epochMs, type UnitEvent } from '../../src/engine/model.js';
import type { LetterOrder } from '../../src/service/courier/letter-port.js';
import { createLetterMaker } from '../../src/service/courier/letters.js';
import { aRecord, aRow, T0 } from '../adapters/a-plan.js';
import { aDeskStore, SITE } from '../desks/a-desk.js';

const at = epochMs(T0);
const DOER = `${SITE}#doer`;
const word = (duty: string, to: string, more: object = {}): UnitEvent => ({
  ...{ type: 'told', duty, action: 'due', rung: -1, owedAt: at, side: 'owner', at, to: [to] },
  ...more,
});

async function aMaker(store: Store) {
  const maker = createLetterMaker({
    store,
    linkOf: (message) => `https://k.example/a/${message}`,
    deskPhone: '12345',
  });
  const make = async (notices: readonly Notice[], more: Partial<LetterOrder> = {}) =>
    maker.make({
      ...{ id: 'message-1', to: { person: 'li', name: '李竹' }, urgency: 'urgent' },
      ...{ rehearsal: false, lang: 'zh', notices, counted: 0, ...more },
    });
  return { make };
}

/** The notices that these events of the site owe. */
async function noticesOf(events: readonly UnitEvent[], rehearsal = false) {
  const store = await aDeskStore({ rehearsal });
  await store.record(aRecord(1, events));
  return { store, notices: await store.claimNotices(100), ...(await aMaker(store)) };
}

describe('a letter', () => {
  it('has a line for each duty, with code, link and way to answer', async () => {
    const { notices, make } = await noticesOf([word('line', DOER), word('rooms', DOER)]);
    const { letter, silent, quarantined } = await make(notices);
    expect([silent, quarantined]).toEqual([[], []]);
    expect(letter).toMatchObject({
      subject: '中招：到期2项',
      link: 'https://k.example/a/message-1',
      how: expect.stringContaining('12345'),
      more: 0,
      thread: null,
    });
    expect(letter?.lines.map(({ text, label }) => [text.slice(0, 14), label])).toEqual([
      ['【到期】c/a/1：line', 'internal'],
      ['【到期】c/a/1：room', 'internal'],
    ]);
    for (const { code } of letter?.lines ?? []) expect(code).toMatch(/^\w{3}-\w{4}$/);
  });

  it('belongs to its duty where there is only one', async () => {
    const { notices, make } = await noticesOf([word('line', DOER)]);
    const { letter } = await make(notices);
    expect(letter?.thread).toBe(`s/${SITE}/line`);
    expect(letter?.subject).toBe('【到期】c/a/1：line');
  });

  it('names neither a sensitive duty nor what is about it in subject and bare line', async () => {
    const { store, notices, make } = await noticesOf([word('packet', DOER)]);
    const { letter } = await make(notices);
    expect(letter?.lines[0]?.label).toBe('sensitive');
    expect(`${letter?.subject}${letter?.lines[0]?.bare}`).not.toContain('packet');
    const oral = { of: 'packet', by: 'li', recordedBy: 'sun', done: 'confirm' };
    const added = {
      ...{ type: 'added', duty: 'oral-1', at, by: 'sun', title: '确认代录：packet' },
      ...{ source: { type: 'oral', by: 'sun' }, to: [DOER] },
      added: { id: 'oral-1', step: 'oral-1', parent: null, dueAt: at, oral },
    };
    await store.record(
      aRecord(2, [added as unknown as UnitEvent], {
        rows: [aRow('oral-1', { title: '确认代录：packet' })],
      }),
    );
    const all = await make(await store.claimNotices(10));
    expect(all.letter?.lines.map(({ label }) => label)).toEqual(['sensitive', 'sensitive']);
  });

  it('names what is missing by its title, but nothing sensitive', async () => {
    const missing = [`${SITE}:line`, `${SITE}:packet`, 'c/power'];
    const judged = {
      ...{ type: 'judged', duty: 'ready', action: 'gate', rung: -1, owedAt: at, side: 'owner' },
      ...{ at, missing, silent: [], to: [DOER] },
    };
    const { notices, make } = await noticesOf([judged as unknown as UnitEvent]);
    const { letter } = await make(notices);
    expect(letter?.lines[0]?.text).toContain('尚缺：c/a/1 line、c/a/1（涉密事项）、c/power。');
  });

  it('only counts what it is told to count', async () => {
    const { notices, make } = await noticesOf([word('line', DOER), word('rooms', DOER)]);
    const { letter } = await make(notices, { counted: 1 });
    expect(letter).toMatchObject({ more: 1, subject: '中招：到期1项，共2项' });
    expect(letter?.lines).toHaveLength(1);
  });

  it('says of one duty’s clock only the last word, and everything else that happened', async () => {
    const back = { type: 'returned', duty: 'line', at, by: 'sun', reason: '不清', dueAt: at };
    const { notices, make } = await noticesOf([
      word('line', DOER, { action: 'remind', rung: 0 }),
      { ...back, to: [DOER] } as UnitEvent,
      word('line', DOER),
      word('rooms', DOER),
    ]);
    const { letter, silent } = await make([...notices].reverse());
    expect(letter?.lines.map(({ text }) => text.slice(0, 4))).toEqual([
      '【到期】',
      '【到期】',
      '【退回整',
    ]);
    expect(silent).toEqual([notices[0]?.id]);
  });

  it('sets a text aside that cannot be made, and says the others', async () => {
    const broken = word('rooms', DOER, { action: 'nonsense' });
    const { notices, make } = await noticesOf([word('line', DOER), broken]);
    const { letter, quarantined } = await make(notices);
    expect(letter?.lines).toHaveLength(1);
    expect(quarantined).toMatchObject([{ notice: notices[1]?.id }]);
    const alone = await make(notices.slice(1));
    expect(alone.letter).toBeNull();
  });

  it('addresses its reader, and says for whom he gets it', async () => {
    const handed = { type: 'handedOn', duty: 'line', at, by: 'zhao', doer: DOER, to: [DOER] };
    const { notices, make } = await noticesOf([handed as unknown as UnitEvent]);
    const mine = await make(notices);
    expect(mine.letter?.lines[0]?.text).toContain('赵兰将本项转由您本人办理');
    const other = await make(notices, { to: { person: 'zhao', name: '赵兰' } });
    expect(other.letter?.lines[0]?.text).toMatch(/（代李竹）.*您本人将本项转由李竹/);
  });

  it('has no link where there is nothing to answer', async () => {
    const event = {
      ...{ type: 'stoodIn', at, by: 'zhao', post: DOER, person: 'qian', from: at, until: at },
      to: [DOER],
    };
    const { notices, make } = await noticesOf([event as unknown as UnitEvent]);
    const { letter } = await make(notices);
    expect([letter?.link, letter?.how, letter?.lines[0]?.code]).toEqual([null, undefined, null]);
    expect(letter?.lines[0]?.text).toContain('钱梅顶岗，代您本人');
  });

  it('is marked in a rehearsal, every line of it', async () => {
    const { notices, make } = await noticesOf([word('line', DOER), word('packet', DOER)], true);
    const { letter } = await make(notices, { rehearsal: true });
    const said = letter?.lines.flatMap(({ text, bare }) => [text, bare]) ?? [];
    for (const one of [letter?.subject, ...said]) expect(one).toMatch(/^【演练】/);
  });

  it('is not made of what owes nobody a word', async () => {
    const { notices, make } = await noticesOf([word('line', DOER)]);
    const silent = notices.map((one) => ({
      ...one,
      event: { type: 'paused', by: 'sun', at } as UnitEvent,
    }));
    expect(await make(silent)).toEqual({
      ...{ letter: null, silent: silent.map(({ id }) => id), quarantined: [] },
    });
  });
});
