import { describe, expect, it } from 'vitest';
import type { BoardRow } from '../../src/engine/board.js';
import {
  epochMs,
  type Duty,
  type Form,
  type Post,
  type UnitEvent,
} from '../../src/engine/model.js';
import { aRow } from '../adapters/a-plan.js';
import { ladder } from '../engine/unit.js';
import { NOW, SITE } from './a-desk.js';
import { aCommitAsking } from './a-form.js';
import { aFront } from './a-front.js';

const DUTY = `/duty/s/${SITE.replaceAll('/', '.')}/line`;
const FIELDS = [
  { id: 'rooms', type: 'number', required: true },
  { id: 'document', type: 'text', required: true },
  { id: 'tried', type: 'yes', required: true },
  { id: 'power', type: 'state', required: true },
] as const;
const SAID: Form = { rooms: 36, document: '示教〔2027〕3号', tried: true, power: 'normal' };

const fact = { duty: 'line', by: 'li', at: epochMs(NOW) };
const REPORTED: UnitEvent = { type: 'submitted', ...fact, form: SAID };

/** The site after this has happened to `line`, which now stands so. */
async function after(events: readonly UnitEvent[], row: Partial<BoardRow>, acceptBy?: Post) {
  const commit = aCommitAsking(FIELDS, FIELDS);
  const accept: Duty['accept'] =
    acceptBy === undefined ? null : { by: acceptBy, withinMs: 3_600_000, ladder: ladder({}) };
  const unitPlans = commit.unitPlans.map(({ body, ...unit }) => ({
    ...unit,
    body: { ...body, duties: body.duties.map((duty) => ({ ...duty, accept })) },
  }));
  const front = await aFront({ ...commit, unitPlans });
  await front.store.record({
    ...{ season: 's', path: SITE, firstSeq: 1, events },
    rows: [aRow('line', { doer: `${SITE}#doer`, answerable: `${SITE}#leader`, ...row })],
    ...{ asOf: epochMs(NOW), nextWakeAt: null },
  });
  return front;
}

const DONE = { status: 'accepted', acceptedAt: epochMs(NOW) } as const;

describe('a report that waits to be accepted', () => {
  it('is corrected on its page: what was said stands there, and the whole of it is sent', async () => {
    const front = await after([REPORTED], { status: 'submitted' }, 'c#office');
    const li = front.browser('li');
    const { text } = await li.get(DUTY);
    expect(text).toContain('更正报送');
    expect(text).toMatch(/name="form\.rooms"[^>]* value="36"/);
    expect(text).toMatch(/<textarea name="form\.document"[^>]*>示教〔2027〕3号</);
    expect(text).toMatch(/name="form\.tried"[^>]* checked/);
    expect(text).toMatch(/name="form\.power" value="normal"[^>]* checked/);
    expect(text).not.toMatch(/name="form\.power" value="abnormal"[^>]* checked/);
    const typed = { 'form.rooms': '35', 'form.document': '3号', 'form.tried': 'yes' };
    const sent = await li.send('"amend"', {
      ...{ ...typed, 'form.power': 'abnormal', 'form.note': '断电', reason: '重数' },
    });
    expect([sent.status, sent.text]).toEqual([200, expect.stringContaining('更正')]);
    expect(front.sent.at(-1)).toMatchObject({
      name: 'amend',
      message: {
        ...{ step: 'line', by: 'li', reason: '重数' },
        form: { rooms: 35, document: '3号', tried: true, power: 'abnormal', note: '断电' },
      },
    });
  });

  it('shows what was amended last, and its words', async () => {
    const form = { ...SAID, rooms: 34, note: '一间停用' };
    const amended: UnitEvent = { type: 'amended', ...fact, form, reason: '重数' };
    const front = await after([REPORTED, amended], { status: 'submitted' }, 'c#office');
    const { text } = await front.browser('li').get(DUTY);
    expect(text).toMatch(/name="form\.rooms"[^>]* value="34"/);
    expect(text).toMatch(/<textarea name="form\.note"[^>]*>一间停用</);
  });
});

describe('a report that is done', () => {
  it('is corrected where nobody accepts it, and no longer where somebody has', async () => {
    const alone = await after([REPORTED], DONE);
    expect((await alone.browser('li').get(DUTY)).text).toContain('更正报送');
    const accepted = await after([REPORTED], DONE, 'c#office');
    expect((await accepted.browser('li').get(DUTY)).text).not.toContain('更正报送');
  });
});

it('offers no correction where nothing was reported, or it is reported anew', async () => {
  const open = await after([], { status: 'open' }, 'c#office');
  expect((await open.browser('li').get(DUTY)).text).not.toContain('更正报送');
  const back: UnitEvent = {
    ...{ type: 'returned', ...fact, by: 'sun', reason: '不全', dueAt: epochMs(NOW + 1) },
  };
  const returned = await after([REPORTED, back], { status: 'returned' }, 'c#office');
  expect((await returned.browser('li').get(DUTY)).text).not.toContain('更正报送');
});

it('is for whose duty it is, and not for who leads', async () => {
  const front = await after([REPORTED], { status: 'submitted' }, 'c#office');
  const { text } = await front.browser('coordinator').get(DUTY);
  expect(text).toContain('免办');
  expect(text).not.toContain('更正报送');
});
