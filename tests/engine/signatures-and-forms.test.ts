import { describe, expect, it } from 'vitest';
import type { Duty } from '../../src/engine/model.js';
import { find } from '../../src/engine/state.js';
import {
  act,
  complete,
  DAY,
  duty,
  ladder,
  MINUTE,
  notes,
  on,
  run,
  TICK,
  unitPlan,
  type Course,
  type Script,
} from './unit.js';

const DUE = on('2027-06-15 17:00');
const NINE = on('2027-06-15 09:00');
const one = (over: Partial<Duty>) => unitPlan([duty('it', DUE, over)]);
const inTurn = (plan: ReturnType<typeof one>, ...commands: Script[number][1][]): Course =>
  run(
    plan,
    commands.map((command, n) => [NINE + n * MINUTE, command] as const),
  );
const refusals = ({ answers }: Course) => answers.map(({ refused }) => refused ?? 'ok');
const progressOf = ({ plan, state }: Course) => find(plan, state, 'it')?.progress;

describe('a signed duty', () => {
  const packet = (over: Partial<NonNullable<Duty['sign']>> = {}) =>
    one({
      kind: 'signed',
      sign: {
        posts: ['site#head', 'exam#inspector'],
        withinMs: 30 * MINUTE,
        ordered: false,
        ...over,
      },
      ladder: ladder({ 'site#leader': 0 }),
    });
  const sign = (post: string, by: string, content = 'seal 4711') =>
    act('confirm', 'it', { post, by, content });

  it('is done when two persons of different offices have confirmed the same', () => {
    const course = inTurn(packet(), sign('exam#inspector', 'wang'), sign('site#head', 'li'));
    expect(progressOf(course)).toMatchObject({
      status: 'accepted',
      content: 'seal 4711',
      signatures: [
        { post: 1, by: 'wang', at: NINE },
        { post: 0, by: 'li', at: NINE + MINUTE },
      ],
    });
  });

  it('refuses one person twice, one post twice, a stranger, other content', () => {
    const course = inTurn(
      packet(),
      sign('site#head', 'li'),
      sign('exam#inspector', 'li'),
      sign('site#head', 'wang'),
      sign('site#cook', 'sun'),
      sign('exam#inspector', 'wang', 'seal 4712'),
      sign('exam#inspector', 'wang'),
    );
    const refused = ['same-person', 'signed-already', 'not-a-signatory', 'content-differs'];
    expect(refusals(course)).toEqual(['ok', ...refused, 'ok']);
  });

  it('keeps an order where there is one', () => {
    const ordered = packet({ ordered: true });
    const course = inTurn(
      ordered,
      sign('exam#inspector', 'wang'),
      sign('site#head', 'li'),
      sign('exam#inspector', 'wang'),
    );
    expect(refusals(course)).toEqual(['out-of-order', 'ok', 'ok']);
    expect(course.answers[0]?.detail).toBe('site#head');
  });

  it('lapses with its window: the first signature has to be given again', () => {
    const lapsed = run(packet(), [
      [NINE, sign('site#head', 'li')],
      [NINE + 31 * MINUTE, sign('exam#inspector', 'wang')],
      [NINE + 40 * MINUTE, sign('site#head', 'li')],
    ]);
    expect(lapsed.events.map(({ type }) => type)).toEqual([
      'confirmed',
      'lapsed',
      'confirmed',
      'confirmed',
      'submitted',
    ]);
    expect(lapsed.events[1]).toMatchObject({ to: ['site#head', 'exam#inspector'] });
    const intime = run(packet(), [
      [NINE, sign('site#head', 'li')],
      [NINE + 30 * MINUTE, sign('exam#inspector', 'wang')],
    ]);
    expect(progressOf(intime)?.status).toBe('accepted');
  });

  it('reminds whoever has not signed yet', () => {
    expect(
      notes(
        run(packet(), [
          [NINE, sign('site#head', 'li')],
          [DUE, TICK],
        ]).events,
      ),
    ).toEqual(['06-15 17:00 due exam#inspector', '06-15 17:00 escalate 0 site#leader']);
  });
});

describe('a form', () => {
  const field = (id: string, type: 'number' | 'text' | 'yes' | 'state', required = true) => ({
    id,
    type,
    required,
  });
  const closed = one({
    fields: [
      field('present', 'number'),
      field('absent', 'number'),
      field('all', 'number'),
      field('room', 'state'),
      field('words', 'text', false),
      field('sealed', 'yes'),
    ],
    checks: [{ left: ['present', 'absent'], right: ['all'] }],
    accept: { by: 'county#office', withinMs: DAY, ladder: ladder({}) },
  });
  const good = { present: 29, absent: 1, all: 30, room: 'normal', sealed: true };

  it('must be whole, of its types, and add up', () => {
    const wrong = [
      {
        ...good,
        all: 31,
      },
      {
        ...good,
        strange: 1,
      },
      {
        ...good,
        present: '29',
      },
      {
        ...good,
        absent: -1,
      },
      {
        ...good,
        sealed: false,
      },
      {
        ...good,
        room: 'fine',
      },
      {
        ...good,
        room: 'abnormal',
      },
      {
        ...good,
        present: '',
      },
      {},
    ];
    const course = inTurn(
      closed,
      ...wrong.map((form) => complete('it', { form })),
      complete('it', { form: good }),
    );
    expect(refusals(course)).toEqual([
      'numbers-differ',
      'field-unknown',
      'field-type',
      'field-type',
      'field-type',
      'field-type',
      'abnormal-needs-words',
      'field-missing',
      'field-missing',
      'ok',
    ]);
    expect(course.answers[0]?.detail).toBe('present+absent=30 ≠ all=31');
  });

  it('that says abnormal, with words, is told at once to those who answer for it', () => {
    const form = { ...good, room: 'abnormal', note: 'no light' };
    const { events } = inTurn(closed, complete('it', { form }));
    expect(events[0]).toMatchObject({
      type: 'submitted',
      abnormal: true,
      to: ['site#leader', 'county#office'],
    });
  });

  it('is amended after submission, with a reason, and the acceptor hears it', () => {
    const amend = (form: object, reason: string) => act('amend', 'it', { form, reason });
    const course = inTurn(
      closed,
      amend(good, 'typo'),
      complete('it', { form: good }),
      amend({ ...good, all: 9 }, 'typo'),
      amend(good, ' '),
      amend(good, 'typo'),
    );
    expect(refusals(course)).toEqual([
      'not-submitted',
      'ok',
      'numbers-differ',
      'reason-missing',
      'ok',
    ]);
    expect(course.events.at(-1)).toMatchObject({ type: 'amended', to: ['county#office'] });
  });
});
