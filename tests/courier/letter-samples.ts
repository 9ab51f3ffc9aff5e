import { calendarOf } from '../../src/engine/calendar.js';
import type { Firing, UnitEvent } from '../../src/engine/model.js';
import { shortCode } from '../../src/policy/short-code.js';
import type { Lang } from '../../src/text/lang.js';
import { letterLine, type SaidLine } from '../../src/text/letters.js';
import type { Addressee } from '../../src/text/notice-facts.js';
import { noticeFactsOf, type NoticeScene } from '../../src/text/notice-of.js';
import { texts } from '../../src/text/texts.js';
import { at, personOn, season, view } from '../cli/a-season.js';

const due = at('2027-06-13', '17:00');
const duty = 'listening-tried';
const SITE = 'lanxi/site-3';
const OFFICE = 'lanxi#office';

interface Sample {
  readonly event: UnitEvent;
  /** The post that it goes to: its holder is the reader. */
  readonly to: string;
  readonly next?: NoticeScene['next'];
  readonly changes?: Partial<NoticeScene>;
  readonly behalf?: string;
  /** The reader's id, where he acted himself. */
  readonly reader?: string;
}

const post = (role: string): string => (role.includes('#') ? role : `${SITE}#${role}`);

const told = (firing: Partial<Firing>, role: string, more: object = {}): UnitEvent => {
  const owedAt = firing.owedAt ?? due;
  const base = { type: 'told', duty, action: 'due', rung: -1, owedAt, side: 'owner', at: owedAt };
  return { ...base, ...firing, to: [post(role)], ...more } as UnitEvent;
};
// The shapes under test, without the fields that no notice reads.
const fact = (event: object, role: string): UnitEvent =>
  ({ duty, at: due, by: 'p007', to: [post(role)], ...event }) as unknown as UnitEvent;
const then = (role: string, date: string, time: string) => ({
  to: [post(role)],
  at: at(date, time),
});
const submitted = { duty: view({ status: 'submitted', lateAt: at('2027-06-14', '17:00') }) };
const gate = { type: 'judged', action: 'gate', rung: -1, owedAt: due, side: 'owner' };

/** One letter's line of every kind, as its reader would get it. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  open: {
    event: told({ action: 'open', owedAt: at('2027-06-09', '09:00') }, 'technician'),
    ...{ to: 'technician', changes: { firstRung: post('leader') } },
  },
  remind: {
    event: told({ action: 'remind', rung: 0, owedAt: at('2027-06-12', '17:00') }, 'technician'),
    ...{ to: 'technician', changes: { firstRung: post('leader') } },
  },
  'remind, a stand-in reads it': {
    event: told({ action: 'remind', rung: 0, owedAt: at('2027-06-12', '17:00') }, 'technician'),
    ...{ to: 'technician', behalf: '示淳湖', changes: { firstRung: post('leader') } },
  },
  due: {
    event: told({}, 'technician'),
    ...{ to: 'technician', next: then('leader', '2027-06-13', '17:00') },
  },
  escalate: {
    event: told({ action: 'escalate', rung: 1, owedAt: at('2027-06-13', '21:00') }, 'head'),
    ...{ to: 'head', next: then('patron', '2027-06-14', '01:00') },
  },
  'escalate, a broken promise': {
    event: told({ action: 'escalate', rung: 4, owedAt: at('2027-06-14', '17:00') }, OFFICE, {
      broken: true,
    }),
    to: OFFICE,
  },
  'escalate, late because the service was down': {
    event: told({ action: 'escalate', rung: 1, owedAt: at('2027-06-13', '21:00') }, 'head', {
      at: at('2027-06-13', '23:10'),
    }),
    to: 'head',
  },
  'unspoken, who owes it': {
    event: told({ action: 'remind', rung: 0, owedAt: at('2027-06-13', '16:50') }, 'technician', {
      unspoken: true,
    }),
    ...{ to: 'technician', changes: { firstRung: post('leader') } },
  },
  'unspoken, the level above': {
    event: told({ action: 'remind', rung: 0, owedAt: at('2027-06-13', '16:50') }, OFFICE, {
      unspoken: true,
    }),
    to: OFFICE,
  },
  'open, the acceptor': {
    event: told({ action: 'open', side: 'acceptor' }, OFFICE),
    ...{ to: OFFICE, changes: submitted },
  },
  'due, the acceptor': {
    event: told({ side: 'acceptor', owedAt: at('2027-06-14', '17:00') }, OFFICE),
    ...{ to: OFFICE, changes: submitted, next: then('lanxi#director', '2027-06-14', '17:30') },
  },
  'escalate, the acceptor': {
    event: told(
      { action: 'escalate', rung: 0, side: 'acceptor', owedAt: at('2027-06-14', '17:30') },
      'lanxi#director',
    ),
    ...{ to: 'lanxi#director', changes: submitted },
  },
  'gate, ready': { event: fact({ ...gate, missing: [], silent: [] }, 'head'), to: 'head' },
  'gate, not ready': {
    event: fact({ ...gate, missing: [`${SITE}:clock-checked`], silent: ['lanxi/site-4'] }, 'head'),
    to: 'head',
  },
  needs: {
    event: fact(
      { ...gate, holds: true, missing: [`${SITE}:clock-checked`], silent: [] },
      'technician',
    ),
    to: 'technician',
  },
  answered: {
    event: fact(
      {
        ...{ type: 'answered', by: 'p034' },
        lines: [{ line: '第12考场', state: 'abnormal', note: '监控黑屏' }],
      },
      'leader',
    ),
    to: 'leader',
  },
  submitted: {
    event: fact(
      { type: 'submitted', by: 'p034', abnormal: true, form: { note: '第12考场监控黑屏' } },
      'leader',
    ),
    to: 'leader',
  },
  lapsed: { event: fact({ type: 'lapsed' }, 'leader'), to: 'leader' },
  accepted: { event: fact({ type: 'accepted' }, 'technician'), to: 'technician' },
  returned: {
    event: fact(
      { type: 'returned', reason: '3个考场听音不清', dueAt: at('2027-06-14', '12:00') },
      'technician',
    ),
    to: 'technician',
  },
  waived: {
    event: fact({ type: 'waived', reason: '本校不设听力考场' }, 'technician'),
    to: 'technician',
  },
  voided: { event: fact({ type: 'voided', by: 'plan' }, 'technician'), to: 'technician' },
  missed: { event: fact({ type: 'voided', by: 'series' }, 'leader'), to: 'leader' },
  'handedOn, to the reader': {
    event: fact({ type: 'handedOn', doer: post('technician') }, 'technician'),
    to: 'technician',
  },
  'handedOn, to know': {
    event: fact({ type: 'handedOn', by: 'p034', doer: OFFICE }, 'leader'),
    to: 'leader',
  },
  objected: {
    event: fact({ type: 'objected', by: 'p034', reason: '属供电公司职责' }, OFFICE),
    to: OFFICE,
  },
  amended: {
    event: fact({ type: 'amended', by: 'p034', reason: '缺考人数填错' }, OFFICE),
    to: OFFICE,
  },
  added: {
    event: fact(
      {
        ...{ type: 'added', title: '协调施工停工并书面回复' },
        source: { type: 'meeting', number: '岚中招会〔2027〕4号', by: 'p001' },
        added: { dueAt: at('2027-06-14', '12:00') },
      },
      'technician',
    ),
    ...{ to: 'technician', changes: { duty: null } },
  },
  recorded: {
    event: fact(
      {
        ...{ type: 'added', title: '确认代录：外语听力设备试播' },
        source: { type: 'oral', by: 'p007' },
        added: {
          dueAt: at('2027-06-14', '17:00'),
          oral: { of: duty, by: 'p034', recordedBy: 'p007', done: 'complete' },
        },
      },
      'technician',
    ),
    ...{ to: 'technician', reader: 'p034', changes: { duty: null } },
  },
  extended: {
    event: fact(
      {
        ...{ type: 'extended', by: 'p007', session: 'english', from: 'end', fromAt: due },
        ...{ byMs: 12 * 60_000, untilAt: at('2027-06-17', '17:12') },
      },
      'head',
    ),
    to: 'head',
  },
  stoodIn: {
    event: fact({ type: 'stoodIn', duty: undefined, post: post('head'), person: 'p034' }, OFFICE),
    ...{ to: OFFICE, changes: { duty: null } },
  },
  undelivered: {
    event: fact(
      { type: 'undelivered', post: post('technician'), outcome: 'undeliverable', reason: 'x' },
      'leader',
    ),
    to: 'leader',
  },
  relieved: {
    event: fact(
      {
        ...{ type: 'relieved', crew: 'p007 | p034', since: due },
        at: at('2027-06-13', '21:00'),
      },
      'leader',
    ),
    to: 'leader',
  },
  uncovered: {
    event: fact({ type: 'uncovered', fromAt: due, untilAt: at('2027-06-13', '17:30') }, 'leader'),
    to: 'leader',
  },
  settled: {
    event: fact(
      { type: 'custody', fact: { is: 'settled', reason: '监控可见为点数笔误', without: [] } },
      'leader',
    ),
    to: 'leader',
  },
  expired: { event: fact({ type: 'expired', gapMs: 1_800_000 }, 'leader'), to: 'leader' },
  refused: {
    event: fact(
      {
        ...{ type: 'refused', by: 'sms', command: 'complete' },
        ...{ reason: 'field-missing', detail: 'rooms' },
      },
      'technician',
    ),
    to: 'technician',
  },
};

/** A sample in the words of its letter; `rehearsal` marks it. */
export function sampleLine(
  name: string,
  lang: Lang,
  rehearsal = false,
): SaidLine & { readonly code: string } {
  const sample = SAMPLES[name];
  if (!sample) throw new Error(`no sample ${name}`);
  const { event, next = null, changes = {}, behalf = null } = sample;
  const reader = post(sample.to);
  const facts = noticeFactsOf(event, {
    ...{ lang, calendar: calendarOf('Asia/Shanghai'), to: reader, duty: view(), next },
    ...{
      season: { ...season, rehearsal },
      unit: view().unit.title,
      name: nameFor(lang, sample.reader),
    },
    person: (one) => personFor(lang, reader, one),
    needed: (what) => what.replace(`${SITE}:clock-checked`, '东湾中学考点 校时'),
    ...changes,
  });
  if (facts === null) throw new Error(`${name} says nothing`);
  const code = shortCode({ season: season.id, path: SITE, duty });
  return { ...letterLine(lang, facts, behalf), code };
}

const personFor = (lang: Lang, reader: string, one: string): Addressee =>
  one === reader ? { post: one, name: texts(lang).letters.you, title: null } : { ...personOn(one) };

function nameFor(lang: Lang, reader: string | undefined) {
  return (id: string): string =>
    id === reader ? texts(lang).letters.you : ({ p007: '示荷石', p034: '示淳湖' }[id] ?? id);
}
