import { describe, expect, it } from 'vitest';
import { epochMs, type Field, type UnitEvent } from '../../src/engine/model.js';
import { aRow } from '../adapters/a-plan.js';
import { aCommitAsking } from './a-form.js';
import { NOW, SITE } from './a-desk.js';
import { aFront } from './a-front.js';

const ASKED = [
  ...([{ id: 'candidates', type: 'number', required: true, expected: 'candidates' }] as const),
  ...([{ id: 'absent-in', type: 'rooms', required: true }] as const),
];
const FIELDS: readonly Field[] = [
  { id: 'candidates', type: 'number', required: true, expected: 1_200 },
  { id: 'absent-in', type: 'rooms', required: true, rooms: 40 },
];

const aCommitWithRooms = () => aCommitAsking(ASKED, FIELDS);

const submitted = (more: object): UnitEvent => ({
  ...{ type: 'submitted', duty: 'line', by: 'li', at: epochMs(NOW) },
  ...more,
});

describe('a form with rooms and known numbers', () => {
  it('stands on the page filled in, and says how exceptions are written', async () => {
    const front = await aFront(aCommitWithRooms());
    const page = await front.browser('li').get(`/duty/s/${SITE.replaceAll('/', '.')}/line`);
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/name="form\.candidates"[^>]* value="1200"/);
    expect(page.text).toContain('应有数 1200');
    expect(page.text).toContain('共40个考场');
    expect(page.text).not.toMatch(/name="form\.absent-in"[^>]* required/);
  });

  it('stands so at the duty desk, too', async () => {
    const front = await aFront(aCommitWithRooms());
    const page = await front
      .browser('coordinator')
      .get(`/phone/s/${SITE.replaceAll('/', '.')}/line`);
    expect(page.text).toMatch(/name="form\.candidates"[^>]* value="1200"/);
    expect(page.text).toContain('共40个考场');
  });

  it('sends what was typed, the exceptions as they are', async () => {
    const front = await aFront(aCommitWithRooms());
    const li = front.browser('li');
    const address = `/duty/s/${SITE.replaceAll('/', '.')}/line`;
    await li.get(address);
    await li.send(address, {
      ...{ _act: 'completeSteps', 'form.candidates': '1195' },
      'form.absent-in': '７：２，12：1',
    });
    expect(front.sent.at(-1)).toMatchObject({
      name: 'completeSteps',
      message: { form: { candidates: 1_195, 'absent-in': '７：２，12：1' } },
    });
  });
});

describe('the history of a duty', () => {
  it('marks a number that is not the expected one, and what was recorded late, with both instants', async () => {
    const front = await aFront(aCommitWithRooms());
    await front.store.record({
      ...{ season: 's', path: SITE, firstSeq: 1 },
      events: [
        submitted({
          ...{ form: { candidates: 1_195 }, differs: { candidates: 1_200 } },
          happenedAt: epochMs(NOW - 16 * 60_000),
        }),
      ],
      rows: [aRow('line', { doer: `${SITE}#doer`, answerable: `${SITE}#leader` })],
      ...{ asOf: epochMs(NOW), nextWakeAt: null },
    });
    const { text } = await front.browser('li').get(`/duty/s/${SITE.replaceAll('/', '.')}/line`);
    expect(text).toContain('candidates 1195（应为 1200）');
    expect(text).toContain('<b class="late-word">迟录</b>');
    expect(text).toContain('迟录：发生于 6月16日 08:44，录入于 6月16日 09:00');
  });
});
