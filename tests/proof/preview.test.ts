import { describe, expect, it } from 'vitest';
import { createBrake, ONLY_SHOWN } from '../../src/service/proof/brake.js';
import { preview } from '../../src/service/proof/preview.js';
import { showOnly, stopWord } from '../../src/service/proof/stops.js';
import type { Word } from '../../src/courier/word.js';
import { epochMs, type UnitEvent } from '../../src/engine/model.js';
import { act, complete, duty, MINUTE, on } from '../engine/unit.js';
import { aProvedSeason, VAULT } from './a-season.js';

type Season = Awaited<ReturnType<typeof aProvedSeason>>;

const LI = { by: 'li', reason: '已当面通知' };
const said = ({ words }: Awaited<ReturnType<typeof preview>>) =>
  words.map(({ action, rung, to }) => `${action} ${rung} ${to}`);

/** The courier's words of what stands in the outbox. */
async function wordsOf({ store }: Season): Promise<Word[]> {
  const lines = await store.proof.ledgerLines('s', epochMs(0), epochMs(on('2027-07-01 00:00')));
  return lines.map(({ notice, path, seq, duty, kind, to }) => ({
    ...{ notice, season: 's', path, seq, duty, kind, post: to, person: to, rehearsal: false },
    ...{ urgency: 'urgent', label: 'internal', since: epochMs(0), isOfClock: true, before: null },
  }));
}

const anAlarm = (civil: string): UnitEvent => ({
  ...{ type: 'added', duty: 'alarm-1', by: 'custody', at: epochMs(on(civil)) },
  added: duty('alarm-1', epochMs(on(civil) + 5 * MINUTE), { doer: `${VAULT}#doer` }),
  title: '保密室非正常开启：东门锁',
  source: { type: 'custody', number: '东门锁', by: 'custody' },
  to: [`${VAULT}#doer`],
});

describe('the preview of a day', () => {
  it('names what will be said if nobody does anything, and nothing that was done', async () => {
    const season = await aProvedSeason();
    season.passTo('2027-06-09 12:00');
    expect(said(await preview(season.parts, 's'))).toEqual([
      `due -1 ${VAULT}#doer`,
      'escalate 0 county#office',
      'escalate 1 county#director',
    ]);
    await season.at('2027-06-10 20:00', complete('vault-zero'));
    expect(said(await preview(season.parts, 's', { day: '2027-06-10' }))).toEqual([]);
  });

  it('counts the messages that the courier would make of them', async () => {
    const season = await aProvedSeason();
    season.passTo('2027-06-09 12:00');
    const { people } = await preview(season.parts, 's');
    expect(people.map(({ messages }) => messages)).toEqual([1, 1, 1]);
  });

  it('calls a word by the number under which it is found again when it is said', async () => {
    const season = await aProvedSeason();
    season.passTo('2027-06-09 12:00');
    const [first] = (await preview(season.parts, 's')).words;
    await stopWord(season.parts, 's', first?.word ?? '', LI);
    await season.at('2027-06-10 21:30');
    const words = await wordsOf(season);
    const held = await createBrake(season.parts).withheld(words, epochMs(on('2027-06-10 21:30')));
    expect([...held]).toEqual([[words[0]?.notice, 'li: 已当面通知']]);
    expect(words.map(({ post }) => post)).toEqual([`${VAULT}#doer`, 'county#office']);
  });
});

describe('holding back', () => {
  it('stops one word, and not the ladder of its duty', async () => {
    const season = await aProvedSeason();
    season.passTo('2027-06-09 12:00');
    const { words } = await preview(season.parts, 's');
    const stopped = await stopWord(season.parts, 's', words[0]?.word ?? '', LI);
    expect(stopped.stopped).toEqual(LI);
    const after = (await preview(season.parts, 's')).words;
    expect(after.map((word) => word.stopped?.by ?? null)).toEqual(['li', null, null]);
  });

  it('keeps who was first to stop it, and why', async () => {
    const season = await aProvedSeason();
    season.passTo('2027-06-09 12:00');
    const [first] = (await preview(season.parts, 's')).words;
    await stopWord(season.parts, 's', first?.word ?? '', LI);
    const again = await stopWord(season.parts, 's', first?.word ?? '', { ...LI, by: 'wang' });
    expect(again.stopped).toEqual(LI);
  });

  it('leaves the words of secret duties alone', async () => {
    const season = await aProvedSeason(undefined, undefined, 'sensitive');
    season.passTo('2027-06-09 12:00');
    const [first] = (await preview(season.parts, 's')).words;
    expect(first?.isStatutory).toBe(true);
    const stopping = stopWord(season.parts, 's', first?.word ?? '', LI);
    await expect(stopping).rejects.toThrow('statutory and secret');
    expect(await season.store.proof.stopped('s')).toEqual([]);
  });

  it('leaves alone what was added to a secret duty, and calls it by its own title', async () => {
    const season = await aProvedSeason(undefined, undefined, 'sensitive');
    const source = { type: 'inspection', by: 'li' } as const;
    const dueAt = epochMs(on('2027-06-10 12:00'));
    const duty = { id: 'fault-1', title: '补装门磁', dueAt, parent: 'vault-zero' };
    await season.at('2027-06-10 09:30', act('addStep', null, { source, duty }));
    const { words } = await preview(season.parts, 's', { day: '2027-06-10' });
    const added = words.filter((word) => word.duty === 'fault-1');
    expect(added.map(({ title, label, isStatutory }) => [title.zh, label, isStatutory])).toEqual([
      ['补装门磁', 'sensitive', true],
      ['补装门磁', 'sensitive', true],
    ]);
  });

  it('leaves an alarm of papers or of a vault alone', async () => {
    const season = await aProvedSeason();
    season.passTo('2027-06-10 09:30');
    await season.forge([anAlarm('2027-06-10 09:30')], on('2027-06-10 09:30'));
    const { words } = await preview(season.parts, 's', { day: '2027-06-10' });
    const alarm = words.find((word) => word.duty === 'alarm-1');
    expect(alarm).toMatchObject({ urgency: 'critical', label: 'sensitive', isStatutory: true });
    await expect(stopWord(season.parts, 's', alarm?.word ?? '', LI)).rejects.toThrow('statutory');
  });

  it('asks for a reason, and knows only words that are still to come', async () => {
    const season = await aProvedSeason();
    season.passTo('2027-06-10 22:30');
    await expect(stopWord(season.parts, 's', '00000000', LI)).rejects.toThrow('no word');
    await expect(
      stopWord(season.parts, 's', '00000000', { by: 'li', reason: ' ' }),
    ).rejects.toThrow('reason');
  });
});

describe('a season that only shows what it would send', () => {
  it('sends nothing until the instant that was set, everything from then on', async () => {
    const season = await aProvedSeason();
    await showOnly(season.parts, 's', on('2027-06-10 21:45'), 'li');
    await season.at('2027-06-10 21:30');
    const words = await wordsOf(season);
    const brake = createBrake(season.parts);
    const before = await brake.withheld(words, epochMs(on('2027-06-10 21:44')));
    expect([...before.values()]).toEqual([ONLY_SHOWN, ONLY_SHOWN]);
    expect((await brake.withheld(words, epochMs(on('2027-06-10 21:45')))).size).toBe(0);
  });

  it('goes out again at once when it is told to', async () => {
    const season = await aProvedSeason();
    await showOnly(season.parts, 's', on('2027-06-20 00:00'), 'li');
    await season.at('2027-06-10 21:30');
    expect((await preview(season.parts, 's')).shadowUntil).toBe(on('2027-06-20 00:00'));
    await showOnly(season.parts, 's', null, 'li');
    const now = epochMs(on('2027-06-10 21:30'));
    expect((await createBrake(season.parts).withheld(await wordsOf(season), now)).size).toBe(0);
  });
});
