import { describe, expect, it } from 'vitest';
import { epochMs } from '../../src/engine/model.js';
import { createLetterMaker } from '../../src/service/courier/letters.js';
import { addLine } from '../../src/service/proof/added-lines.js';
import { preview } from '../../src/service/proof/preview.js';
import { stopWord } from '../../src/service/proof/stops.js';
import { on } from '../engine/unit.js';
import { aProvedSeason } from './a-season.js';

type Season = Awaited<ReturnType<typeof aProvedSeason>>;

const LI = { by: 'p-li', name: '李明', text: '已派人到现场，半小时内回报。' };

/** The word of that rung, as the preview calls it the day before. */
async function wordOf({ parts }: Season, rung: number): Promise<string> {
  const { words } = await preview(parts, 's');
  return words.find((one) => one.rung === rung)?.word ?? '';
}

/** What stands in a letter to the director, of everything he is owed. */
async function letterTo({ store }: Season, post: string, lang: 'zh' | 'en' = 'zh') {
  const lines = await store.proof.ledgerLines('s', epochMs(0), epochMs(on('2027-07-01 00:00')));
  const ids = lines.filter(({ to }) => to === post).map(({ notice }) => notice);
  const maker = createLetterMaker({ store, linkOf: () => null, deskPhone: null });
  const { letter } = await maker.make({
    ...{
      id: 'm-123456',
      to: { person: 'x', name: 'x' },
      urgency: 'urgent',
      rehearsal: false,
      lang,
    },
    ...{ notices: await store.noticesById(ids), counted: 0 },
  });
  return letter?.lines[0];
}

describe('a line put to a word', () => {
  it('stands in the message that goes up, with the name of who wrote it, and in no other', async () => {
    const season = await aProvedSeason();
    season.passTo('2027-06-09 12:00');
    const told = await addLine(season.parts, 's', await wordOf(season, 1), LI);
    expect(told).toMatchObject({ action: 'escalate', line: { name: '李明', text: LI.text } });
    await season.at('2027-06-10 21:30');
    await season.at('2027-06-10 22:00');
    const line = await letterTo(season, 'county#director');
    expect(line?.text).toContain('（李明附言：已派人到现场，半小时内回报。）');
    expect(line?.bare).not.toContain('附言');
    expect((await letterTo(season, 'county#director', 'en'))?.text).toContain('(李明 adds: ');
    expect((await letterTo(season, 'county#office'))?.text).not.toContain('附言');
  });

  it('is put to nothing that somebody holds back: it would not go out', async () => {
    const season = await aProvedSeason();
    season.passTo('2027-06-09 12:00');
    const word = await wordOf(season, 1);
    await stopWord(season.parts, 's', word, { by: 'wang', reason: '已当面报告' });
    await expect(addLine(season.parts, 's', word, LI)).rejects.toMatchObject({ code: 'held-back' });
  });

  it('is shown in the preview; put again, the newer one stands', async () => {
    const season = await aProvedSeason();
    season.passTo('2027-06-09 12:00');
    const word = await wordOf(season, 0);
    await addLine(season.parts, 's', word, LI);
    await addLine(season.parts, 's', word, { ...LI, text: '已到岗' });
    const { words } = await preview(season.parts, 's');
    expect(words.map(({ line }) => line?.text ?? null)).toEqual([null, '已到岗', null]);
  });

  it.each([
    ['a page to go to', '详见 https://example.org/x', 'no-links'],
    ['a page without its scheme', '详见 Example.com 公告', 'no-links'],
    ['a page in full-width letters', '详见ｗｗｗ．ｅｘａｍｐｌｅ．ｃｎ', 'no-links'],
    ['more than a sentence', '报'.repeat(61), 'bad-line'],
    ['nothing', ' \n ', 'bad-line'],
    ['a number of an identity card', '证号11010519491231002X', 'forbidden-content'],
  ])('is refused where it holds %s', async (_, text, code) => {
    const season = await aProvedSeason();
    season.passTo('2027-06-09 12:00');
    const adding = addLine(season.parts, 's', await wordOf(season, 0), { ...LI, text });
    await expect(adding).rejects.toMatchObject({ code });
    expect(await season.store.wordLines.all('s')).toEqual([]);
  });

  it('is one line, whatever it is made of', async () => {
    const season = await aProvedSeason();
    season.passTo('2027-06-09 12:00');
    const text = '已派人\r\n【退回】\u202e到场';
    const told = await addLine(season.parts, 's', await wordOf(season, 0), { ...LI, text });
    expect(told.line?.text).toBe('已派人 【退回】 到场');
  });

  it('is for words up the ladder alone, and not for what is confidential or has been said', async () => {
    const season = await aProvedSeason();
    season.passTo('2027-06-09 12:00');
    const due = await wordOf(season, -1);
    const rung = await wordOf(season, 0);
    await expect(addLine(season.parts, 's', due, LI)).rejects.toMatchObject({ code: 'not-a-rung' });
    await season.at('2027-06-10 21:31');
    const late = addLine(season.parts, 's', rung, LI);
    await expect(late).rejects.toMatchObject({ code: 'unknown-word' });
    const secret = await aProvedSeason(undefined, undefined, 'sensitive');
    secret.passTo('2027-06-09 12:00');
    const hidden = addLine(secret.parts, 's', await wordOf(secret, 0), LI);
    await expect(hidden).rejects.toMatchObject({ code: 'sensitive' });
  });
});
