import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NotReachable } from '../../src/service/outcome.js';
import { at } from './a-season.js';
import { fakeService, terminal } from './a-terminal.js';

const SITE = ['lanxi/site-3', 'listening-tried'] as const;
const BY = ['--by', 'p034', '--key', 'k1'] as const;
const on = { step: 'listening-tried', by: 'p034', key: 'k1' };

const sentBy = async (...argv: string[]) => {
  const { service, sent } = fakeService();
  const { code, err } = await terminal(service).run('step', ...argv);
  expect([code, err]).toEqual([0, '']);
  return sent[0];
};

describe('what is sent to a unit', () => {
  it('completes with a form: numbers and yes by their looks, quoted text as text', async () => {
    const form = ['rooms=36', 'clear=36', 'unclear=0', 'spare=true', 'number="0412"', 'note=a=b'];
    const said = form.flatMap((field) => ['--form', field]);
    expect(await sentBy('complete', ...SITE, ...BY, ...said)).toEqual({
      season: '2027-zhongkao',
      unit: 'lanxi/site-3',
      name: 'completeSteps',
      message: {
        ...on,
        form: { rooms: 36, clear: 36, unclear: 0, spare: true, number: '0412', note: 'a=b' },
      },
    });
  });

  it.each([
    ['form.json', '{"rooms": 36, "document": "12"}'],
    ['form.txt', '\uFEFF# 听力\r\nrooms=36\r\n\r\ndocument="12"\r\n'],
  ])('takes the form from a file: %s', async (name, text) => {
    const file = join(mkdtempSync(join(tmpdir(), 'kaowu-')), name);
    writeFileSync(file, text);
    const sent = await sentBy(
      'complete',
      ...SITE,
      ...BY,
      '--form-file',
      file,
      '--form',
      'rooms=35',
    );
    expect(sent?.message).toMatchObject({ form: { rooms: 35, document: '12' } });
  });

  it('records who spoke, when, and who wrote it down', async () => {
    const spoken = ['--happened-at', '21:40', '--recorded-by', 'p008', '--session', 'english'];
    expect((await sentBy('complete', ...SITE, ...BY, ...spoken))?.message).toEqual({
      ...on,
      occurrence: 'english',
      happenedAt: at('2027-06-13', '21:40'),
      recordedBy: 'p008',
    });
  });

  it.each([
    ['vault-patrol@3', [], { step: 'vault-patrol', occurrence: '3' }],
    ['vault-patrol', ['--session', '3'], { step: 'vault-patrol', occurrence: '3' }],
    ['phones@english@2', [], { step: 'phones', occurrence: 'english@2' }],
  ])('takes an occurrence as lists print it: %s', async (said, session, meant) => {
    const sent = await sentBy('complete', 'lanxi/vault', said, ...BY, ...session);
    expect(sent?.message).toEqual({ ...on, ...meant });
  });

  it('answers lines, the exceptions with words', async () => {
    const lines = ['--line', '*=normal', '--line', 'site-3=abnormal:两个考场：听音不清'];
    expect((await sentBy('answer', ...SITE, ...BY, ...lines))?.message).toMatchObject({
      lines: [
        { line: '*', state: 'normal' },
        { line: 'site-3', state: 'abnormal', note: '两个考场：听音不清' },
      ],
    });
  });

  it.each([
    ['2h', at('2027-06-14', '00:03')],
    ['2027-06-14 08:00', at('2027-06-14', '08:00')],
    ['E-2d 08:00', at('2027-06-14', '08:00')],
    ['2027-06-14T00:00:00Z', at('2027-06-14', '08:00')],
    ['23:30', at('2027-06-13', '23:30')],
  ])('promises by %s', async (said, promiseAt) => {
    const sent = await sentBy('sign-for', ...SITE, ...BY, '--promise', said);
    expect(sent).toMatchObject({ name: 'signFor', message: { ...on, promiseAt } });
  });

  it('amends with the whole form and a reason, and never without one', async () => {
    const said = ['--form', 'rooms=35', '--form', 'clear=35', '--reason', '重数'];
    expect(await sentBy('amend', ...SITE, ...BY, ...said)).toMatchObject({
      name: 'amend',
      message: { ...on, form: { rooms: 35, clear: 35 }, reason: '重数' },
    });
    const { service, sent } = fakeService();
    const { code } = await terminal(service).run('step', 'amend', ...SITE, ...BY);
    expect([code, sent]).toEqual([2, []]);
  });

  it.each([
    [['accept'], 'accept', {}],
    [['waive', '--reason', '取消'], 'waive', { reason: '取消' }],
    [['object', '--reason', '属供电'], 'object', { reason: '属供电' }],
    [['hand-on', '--to', 'own.logistics'], 'handOn', { to: 'lanxi/site-3#logistics' }],
    [
      ['confirm', '--post', 'root.director', '--content', '封签完好'],
      'confirm',
      { post: 'lanxi#director', content: '封签完好' },
    ],
    [
      ['relieve', '--side', 'incoming', '--heads', 'p1、p2', '--members', 'p3, p4 p5，p6'],
      'confirm',
      { post: 'incoming', content: 'p1 p2 | p3 p4 p5 p6' },
    ],
    [['leave', '--person', 'p3'], 'leave', { person: 'p3' }],
    [
      ['return', '--reason', '有盲区', '--due', '2d'],
      'return',
      { reason: '有盲区', dueAt: at('2027-06-15', '22:03') },
    ],
  ])('%s', async ([way = '', ...options], name, message) => {
    const sent = await sentBy(way, ...SITE, ...BY, ...options);
    expect(sent).toMatchObject({ name, message: { ...on, ...message } });
  });

  it('adds a duty with its source', async () => {
    const what = [
      '--id',
      'noise',
      '--title',
      '施工停工',
      '--due',
      '2027-06-15 12:00',
      '--remind',
      '1d',
    ];
    const from = ['--source', 'meeting', '--number', '4号', '--accept-by', 'root.office'];
    expect(await sentBy('add', 'lanxi/site-2', ...BY, ...what, ...from)).toMatchObject({
      name: 'addStep',
      unit: 'lanxi/site-2',
      message: {
        duty: {
          id: 'noise',
          title: '施工停工',
          dueAt: at('2027-06-15', '12:00'),
          acceptBy: 'lanxi#office',
          remindBeforeMs: [86_400_000],
        },
        source: { type: 'meeting', number: '4号', by: 'p034' },
      },
    });
  });

  it('gives every intent a key, and says what was done', async () => {
    const { service, sent } = fakeService();
    const { json } = await terminal(service).run('step', 'accept', ...SITE, '--by', 'p7', '--json');
    expect(json()).toMatchObject({ done: 'accept', at: '2027-06-13T22:03:00+08:00' });
    expect(sent[0]?.message).toMatchObject({ key: json().key });
  });
});

describe('what is said of a refusal', () => {
  const since = at('2027-06-13', '16:05');
  const { service } = fakeService({
    act: async () => ({ at: since, refused: 'already-done', detail: 'p034', since }),
  });

  it('is one line with its code, exit code 1', async () => {
    const { code, err, out } = await terminal(service).run('step', 'complete', ...SITE, ...BY);
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe('already-done: 已由 p034 报送，不必重报（6月13日 16:05）');
  });

  it('is an object for programs, in the language asked for', async () => {
    const said = ['complete', ...SITE, ...BY, '--json', '--lang', 'en'];
    const { code, json } = await terminal(service).run('step', ...said);
    expect(code).toBe(1);
    expect(json()).toEqual({
      refused: 'already-done',
      sentence: 'already submitted by p034; nothing to do (13 Jun 16:05)',
    });
  });
});

it('says that a change without an answer may still be done, and by which key to ask again', async () => {
  const { service } = fakeService({
    act: async () => {
      throw new NotReachable('deadline');
    },
  });
  const { run, isBalanced } = terminal(service);
  const { code, err } = await run('step', 'accept', ...SITE, ...BY);
  expect([code, isBalanced()]).toEqual([3, true]);
  expect(err).toBe('未知，可能仍会执行；用同一 --key 重试（--key k1）：deadline');
  expect((await run('step', 'accept', ...SITE, ...BY, '--json')).json()).toMatchObject({
    key: 'k1',
  });
});
