import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/adapters/store/store.js';
import { createDeskCards, CARD_LINES } from '../../src/service/desks/desk-cards.js';
import { createDeskTurns, TURN_MS } from '../../src/service/desks/desk-turns.js';
import { createSiteDesks } from '../../src/service/desks/site-desk.js';
import { may } from '../../src/policy/may.js';
import { aClock, aDeskCommit, aDeskStore, aSeal, quickPasswords, SITE } from './a-desk.js';

async function aSite(given?: Store) {
  const store = given ?? (await aDeskStore());
  const clock = aClock();
  const parts = { store, passwords: quickPasswords, seal: aSeal, now: clock.now };
  const desks = createSiteDesks(parts);
  const { token } = await desks.issue({ path: SITE, name: '考务办', by: 'sun' });
  const secret = await desks.register(token);
  const desk = await desks.deskOf(secret);
  return {
    ...{ store, clock, desks, secret, desk, link: token },
    cards: createDeskCards(parts),
    turns: createDeskTurns(parts),
  };
}
type Site = Awaited<ReturnType<typeof aSite>>;

/** A card, and the PIN that its holder has chosen with line 1. */
async function aHolder({ cards, turns, desk }: Site, person: string) {
  const printed = await cards.issue({ path: SITE, person, by: 'sun' });
  const { pin } = await cards.givePin({ path: SITE, person, by: 'xu' });
  const first = { person, pin, code: printed.lines[0] ?? '' };
  await turns.open(desk, { ...first, newPin: '280617' });
  const show = (line: number, pin = '280617') => ({
    person,
    pin,
    code: printed.lines[line - 1] ?? '',
  });
  return { printed, show };
}
const code = (refusal: Promise<unknown>) =>
  refusal.then(
    () => 'let in',
    (error: { code?: string }) => error.code,
  );

describe('a registered computer', () => {
  it('is bound by a link that is good once, for an hour, and until it is revoked', async () => {
    const { desks, link, clock, secret, desk } = await aSite();
    expect(await code(desks.register(link))).toBe('desk-link-used');
    const late = await desks.issue({ path: SITE, name: '另一台', by: 'sun' });
    expect(await desks.look(late.token)).toEqual({ path: SITE, name: '另一台' });
    expect(await desks.look(late.token)).not.toBeNull();
    clock.pass(3_600_001);
    expect(await code(desks.register(late.token))).toBe('desk-link-used');
    await desks.revoke(desk.id);
    expect(await code(desks.deskOf(secret))).toBe('not-a-desk');
    expect(await code(desks.deskOf(undefined))).toBe('not-a-desk');
    expect(await code(desks.issue({ path: 'c/a/9', name: 'x', by: 'sun' }))).toBe(
      'not-at-this-site',
    );
  });

  it('shows what is open today and nothing of gates', async () => {
    const { desks, desk } = await aSite();
    const [screen] = await desks.screen(desk);
    expect(screen?.duties.map(({ duty }) => duty)).toEqual(['line', 'packet', 'rooms']);
  });
});

describe('a turn at the desk', () => {
  it('needs the PIN and the line asked for, and uses the line up', async () => {
    const site = await aSite();
    const { show } = await aHolder(site, 'li');
    const asked = await site.turns.asked(site.desk, 'li');
    expect(asked).toMatchObject({ line: 2, left: CARD_LINES - 1, mustChoosePin: false });
    expect(await code(site.turns.open(site.desk, show(1)))).toBe('desk-denied');
    expect(await code(site.turns.open(site.desk, show(3)))).toBe('desk-denied');
    expect(await code(site.turns.open(site.desk, show(2, '111111')))).toBe('desk-denied');
    const turn = await site.turns.open(site.desk, show(2));
    expect(turn.actor).toMatchObject({ person: 'li', name: '李竹', way: 'desk', factors: 2 });
    expect(turn.actor.secret).toMatch(/^card\/\w{6}\/2$/);
    expect(await code(site.turns.open(site.desk, show(2)))).toBe('desk-denied');
  });

  it('takes what was read wrongly for what was printed', async () => {
    const site = await aSite();
    const { show } = await aHolder(site, 'li');
    const { code: printed, ...rest } = show(2);
    const typed = ` ${printed.toLowerCase().replace('-', '').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    expect(await code(site.turns.open(site.desk, { ...rest, code: typed }))).toBe('let in');
  });

  it('lasts a minute, at this desk alone, and ends with the next person’s', async () => {
    const site = await aSite();
    const [li, wang] = [await aHolder(site, 'li'), await aHolder(site, 'wang')];
    const turn = await site.turns.open(site.desk, li.show(2));
    expect(await site.turns.turnOf(site.desk, turn.token)).toMatchObject({
      ...{ actor: { person: 'li' }, seconds: 60 },
    });
    expect(await site.turns.turnOf({ ...site.desk, id: 'OTHER' }, turn.token)).toBeNull();
    const next = await site.turns.open(site.desk, wang.show(2));
    expect(await site.turns.turnOf(site.desk, turn.token)).toBeNull();
    expect(next.actor.secret).not.toBe(turn.actor.secret);
    site.clock.pass(TURN_MS);
    expect(await site.turns.turnOf(site.desk, next.token)).toBeNull();
  });

  it('gives the rights of the posts one holds, and no other', async () => {
    const site = await aSite();
    const { show } = await aHolder(site, 'li');
    const { actor } = await site.turns.open(site.desk, show(2));
    const mine = { season: 's', path: SITE, duty: 'line', posts: [`${SITE}#doer`] };
    const held = [`${SITE}#doer`, `${SITE}#keeper`];
    expect(may(actor, 'duty.complete', { ...mine, held })).toBe(true);
    expect(may(actor, 'duty.confirm', { ...mine, posts: [`${SITE}#keeper`], held })).toBe(true);
    expect(may(actor, 'duty.complete', { ...mine, posts: [`${SITE}#head`], held })).not.toBe(true);
    for (const operation of [
      'duty.waive',
      'register.reveal',
      'link.issue',
      'season.govern',
    ] as const)
      expect(may(actor, operation, { ...mine, held })).not.toBe(true);
  });

  it('asks for a PIN of one’s own at first: no run, not all the same, not the one given', async () => {
    const site = await aSite();
    const { lines } = await site.cards.issue({ path: SITE, person: 'li', by: 'sun' });
    const { pin } = await site.cards.givePin({ path: SITE, person: 'li', by: 'xu' });
    const first = { person: 'li', pin, code: lines[0] ?? '' };
    for (const newPin of [undefined, pin, '111111', '234567', '987654', '12345', 'abcdef'])
      expect(
        await code(site.turns.open(site.desk, { ...first, ...(newPin && { newPin }) })),
      ).toMatch(/pin-needed|desk-locked/);
  });

  it('locks after five wrong tries, side by side too, and opens after a quarter of an hour', async () => {
    const site = await aSite();
    const { show } = await aHolder(site, 'li');
    const wrong = () => code(site.turns.open(site.desk, show(2, '000000')));
    const answers = await Promise.all(Array.from({ length: 20 }, wrong));
    expect(answers.filter((answer) => answer === 'desk-denied').length).toBeLessThanOrEqual(5);
    expect(await code(site.turns.open(site.desk, show(2)))).toBe('desk-locked');
    site.clock.pass(15 * 60_000 + 1);
    expect(await code(site.turns.open(site.desk, show(2)))).toBe('let in');
  });

  it('is one person’s where two use the same line at the same time', async () => {
    const site = await aSite();
    const { show } = await aHolder(site, 'li');
    const both = await Promise.all([0, 1].map(() => code(site.turns.open(site.desk, show(2)))));
    expect(both.filter((answer) => answer === 'let in')).toHaveLength(1);
  });
});

describe('a card', () => {
  it('dies when another is issued, and its holder keeps his PIN', async () => {
    const site = await aSite();
    const { show } = await aHolder(site, 'li');
    const next = await site.cards.issue({ path: SITE, person: 'li', by: 'sun' });
    expect(new Set(next.lines).size).toBe(CARD_LINES);
    expect(await code(site.turns.open(site.desk, show(2)))).toBe('desk-denied');
    const fresh = { person: 'li', pin: '280617', code: next.lines[0] ?? '' };
    expect(await code(site.turns.open(site.desk, fresh))).toBe('let in');
    expect(await site.cards.holders(SITE)).toMatchObject([
      { person: 'li', name: '李竹', left: 39, issuedBy: 'sun', pin: 'own' },
    ]);
    await site.cards.revoke(next.card);
    expect(await site.turns.asked(site.desk, 'li')).toBeNull();
  });

  it('is given to those who hold a post at the site or sign there', async () => {
    const { cards } = await aSite();
    expect((await cards.issue({ path: SITE, person: 'wang', by: 'sun' })).name).toBe('王松');
    expect(await code(cards.issue({ path: SITE, person: 'sun', by: 'sun' }))).toBe(
      'not-at-this-site',
    );
  });

  it('leaves nothing in the store by which it could be used', async () => {
    const site = await aSite();
    const { lines, card } = await site.cards.issue({ path: SITE, person: 'li', by: 'sun' });
    const kept = JSON.stringify([
      await site.store.desks.lineHash(card, 1),
      await site.store.desks.cards(SITE),
    ]);
    for (const line of lines) expect(kept).not.toContain(line.replace('-', ''));
  });
});

describe('a card and its first PIN', () => {
  it('come from two hands: whoever issued the card gives out no PIN for it, and the other way round', async () => {
    const { cards, turns, desk } = await aSite();
    const li = { path: SITE, person: 'li' };
    const givenBy = (by: string) => code(cards.givePin({ ...li, by }));
    expect(await givenBy('xu')).toBe('no-card');
    const first = await cards.issue({ ...li, by: 'sun' });
    expect(await cards.holders(SITE)).toMatchObject([{ issuedBy: 'sun', pin: 'none' }]);
    expect(await code(turns.asked(desk, 'li'))).toBe('no-pin');
    expect(await givenBy('sun')).toBe('one-hand');
    const { pin } = await cards.givePin({ ...li, by: 'xu' });
    expect(pin).toMatch(/^\d{6}$/);
    expect(await cards.holders(SITE)).toMatchObject([{ pin: 'given' }]);
    // Once he has the card's PIN in hand, a card of his own would give him both.
    expect(await code(cards.issue({ ...li, by: 'xu' }))).toBe('one-hand');
    const showing = { person: 'li', pin, code: first.lines[0] ?? '', newPin: '280617' };
    expect(await code(turns.open(desk, showing))).toBe('let in');
    // A PIN that its owner chose is in no other hand: now either may issue the next card, and neither resets his own.
    expect(await code(cards.issue({ ...li, by: 'xu' }))).toBe('let in');
    expect(await givenBy('xu')).toBe('one-hand');
    expect(await givenBy('sun')).toBe('let in');
  });

  it('are never both given out by one hand, though it asks for both at once', async () => {
    const { cards, store, desk, turns } = await aSite();
    await cards.issue({ path: SITE, person: 'li', by: 'sun' });
    const wish = { path: SITE, person: 'li', by: 'xu' };
    const both = await Promise.all([code(cards.issue(wish)), code(cards.givePin(wish))]);
    expect(both.filter((answer) => answer === 'let in')).toHaveLength(1);
    expect(both).toContain('one-hand');
    // However it came about – by an older build, by hand in the database –, such a PIN opens nothing.
    const { lines } = await cards.issue({ path: SITE, person: 'wang', by: 'sun' });
    for (const issuer of [null, 'sun']) {
      const hash = await quickPasswords.hash('314159');
      await store.desks.putFirstPin({ person: 'wang', hash, issued_by: issuer }, () => true);
      const showing = { person: 'wang', pin: '314159', code: lines[0] ?? '', newPin: '280617' };
      expect(await code(turns.open(desk, showing))).toBe('pin-anew');
    }
  });

  it('law: nobody ever holds both a living card and its PIN but its owner', async () => {
    const who = fc.constantFrom('sun', 'xu', 'zhu');
    const deed = fc.record({ by: who, what: fc.constantFrom('card', 'pin', 'use', 'revoke') });
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 14 }), async (deeds) => {
        const store = await openStore(':memory:');
        await store.commitPlan(aDeskCommit());
        const { cards, turns, desk } = await aSite(store);
        let [lines, card]: [readonly string[], { id: string; by: string } | null] = [[], null];
        let pin: { text: string; by: string | null } | null = null;
        for (const { by, what } of deeds) {
          const wish = { path: SITE, person: 'li', by };
          if (what === 'card') {
            const made = await cards.issue(wish).catch(() => null);
            if (made) [lines, card] = [made.lines, { id: made.card, by }];
          } else if (what === 'pin') {
            const made = await cards.givePin(wish).catch(() => null);
            if (made) pin = { text: made.pin, by };
          } else if (what === 'revoke') {
            if (card && (await cards.revoke(card.id))) card = null;
          } else if (card && pin) {
            const { line } = (await turns.asked(desk, 'li')) ?? { line: 1 };
            const newPin: string = pin.text === '280617' ? '280618' : '280617';
            const showing = { person: 'li', pin: pin.text, code: lines[line - 1] ?? '', newPin };
            const isFirst = pin.by !== null;
            await turns.open(desk, showing);
            if (isFirst) pin = { text: newPin, by: null };
          }
          if (card && pin) expect(pin.by).not.toBe(card.by);
        }
        await store.close();
      }),
      { numRuns: 40 },
    );
  });
});
