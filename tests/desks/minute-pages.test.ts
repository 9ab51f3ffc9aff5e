import { describe, expect, it } from 'vitest';
import { epochMs } from '../../src/engine/model.js';
import type { PlanCommit } from '../../src/adapters/store/types.js';
import { aRow } from '../adapters/a-plan.js';
import { duty } from '../engine/unit.js';
import { aDeskCommit, NOW, SITE } from './a-desk.js';
import { aFront, type Front } from './a-front.js';

const MINUTE_MS = 60_000;
const MATHS = {
  id: 'maths',
  title: { zh: '数学', en: 'Maths' },
  day: 0,
  start: '09:30',
  end: '11:30',
};
const owned = { doer: `${SITE}#doer`, answerable: `${SITE}#leader` };

/** The desk's site with one session, in which it owes `line`. */
function aCommitWithSession(): PlanCommit {
  const commit = aDeskCommit();
  const dueAt = epochMs(NOW + 5 * MINUTE_MS);
  const rows = [aRow('line@maths', { ...owned, step: 'line', dueAt })];
  return {
    ...commit,
    plan: { ...commit.plan, sessions: [MATHS] },
    boardRows: { [SITE]: [...(commit.boardRows[SITE] ?? []), ...rows] },
    unitPlans: commit.unitPlans.map(({ body, ...unit }) => ({
      ...unit,
      body: {
        ...body,
        duties:
          unit.path === SITE
            ? [
                ...body.duties,
                duty('line@maths', dueAt, { ...owned, step: 'line', openAt: epochMs(NOW) }),
              ]
            : body.duties,
      },
    })),
  };
}

async function aTurn({ browser, house }: Front, person: string) {
  const office = browser('coordinator');
  await office.get('/desks?site=c.a.1');
  const issued = await office.send('/desks/issue', { path: SITE, name: '考务办' });
  const [address = ''] = /https:\/\/k\.example\/desk\/register\/[\w-]+/.exec(issued.text) ?? [];
  const computer = browser();
  await computer.get(new URL(address).pathname);
  await computer.send('/desk/register/');
  const printed = await house.cards.issue({ path: SITE, person, by: 'sun' });
  const { pin } = await house.cards.givePin({ path: SITE, person, by: 'xu' });
  await computer.get(`/desk/turn/${person}`);
  await computer.send('/desk/turn', { pin, code: printed.lines[0] ?? '', newPin: '280617' });
  return computer;
}

describe('the minute sheets at the site desk', () => {
  it('are linked from the desk, listed by session, and each is a page of its own without a script', async () => {
    const front = await aFront(aCommitWithSession());
    const computer = await aTurn(front, 'li');
    expect((await computer.get('/desk')).text).toContain('href="/desk/minutes"');
    expect((await computer.get('/desk/minutes')).text).toContain('href="/desk/minutes/s/maths"');
    const sheet = await computer.get('/desk/minutes/s/maths');
    expect(sheet.status).toBe(200);
    expect(sheet.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    );
    expect(sheet.text).toContain('<td>09:00–09:05</td><td>line</td><td>李竹（组长）</td>');
    expect(sheet.text).not.toContain('<script');
  });

  it('are nobody’s without a turn, and none for a session that is not there', async () => {
    const front = await aFront(aCommitWithSession());
    expect((await front.browser().get('/desk/minutes/s/maths')).status).toBe(409);
    const computer = await aTurn(front, 'li');
    expect((await computer.get('/desk/minutes/s/latin')).text).toContain('没有场次 latin');
  });
});
