import { describe, expect, it } from 'vitest';
import { decide } from '../../src/engine/decide.js';
import { expectedWords } from '../../src/engine/custody-words.js';
import type { Command, EpochMs } from '../../src/engine/model.js';
import { find } from '../../src/engine/state.js';
import { batchPlan, CAR, PLATE, POLICE, SITE, VAULT } from '../support/a-consignment.js';
import { begun, notes, on, run, TICK, type Course, type Script } from './unit.js';

const BATCH = batchPlan();
const at = (time: string): EpochMs => on(`2027-06-16 ${time}`);
const words = (course: Course, duty: string): string => {
  const found = find(course.plan, course.state, duty);
  const { custody: plan } = course.plan;
  const { custody: book } = course.state;
  const role = found?.duty.custody;
  return (plan && book && role && expectedWords(plan, book, duty, role)) || '';
};
const command = (step: string, of: string, more: object): Command =>
  ({ type: 'custody', step, occurrence: of, by: 'li', ...more }) as unknown as Command; // the fields fit by the caller's word
const signed = (duty: string, posts: readonly string[], content: string): Command[] => {
  const [step = '', occurrence = ''] = duty.split('@');
  return posts.map(
    (post): Command => ({ type: 'confirm', step, occurrence, by: `at ${post}`, post, content }),
  );
};
const all = (time: string, commands: readonly Command[]): Script =>
  commands.map((one) => [at(time), one] as const);
const depart = { act: 'depart', plate: PLATE, aboard: [...CAR, ...POLICE], others: 0 };
const whereOf = ({ state }: Course): string[] => [
  ...new Set(Object.values(state.custody?.at ?? {})),
];
const factsOf = ({ events }: Course): string[] =>
  events.flatMap((event) => (event.type === 'custody' ? [event.fact.is] : []));
const alarmsOf = ({ events }: Course): string[] =>
  events.flatMap((event) =>
    event.type === 'added' && event.source.type === 'custody' ? [event.title] : [],
  );

const LOAD = words(begun(BATCH), 'custody-load@one');
const loaded = run(BATCH, all('05:45', signed('custody-load@one', [...VAULT, ...CAR], LOAD)));
const onTheRoad = run(loaded, [[at('06:00'), command('custody-depart', 'one', depart)]]);
const arrived = run(onTheRoad, [
  [at('06:15'), command('custody-call', 'one.1', { act: 'call' })],
  [at('06:28'), command('custody-arrive', 'one', { act: 'arrive' })],
]);
const UNLOAD = words(arrived, 'custody-unload@one');
const inSafe = run(arrived, all('06:35', signed('custody-unload@one', [...CAR, ...SITE], UNLOAD)));
const LABEL = '场次chinese 科目语文 类别普通类';
const compared = run(inSafe, all('06:50', signed('custody-labels@open-one', SITE, LABEL)));

describe('papers on their way', () => {
  it('goes from the vault into the safe by two and two, and nobody is told of anything late', () => {
    const opened = run(compared, all('07:05', signed('custody-open@open-one', SITE, UNLOAD)));
    const end = run(opened, [[at('12:00'), TICK]]);
    expect(factsOf(end)).toEqual(['moved', 'departed', 'called', 'arrived', 'moved', 'opened']);
    expect(whereOf(end)).toEqual(['safe']);
    expect(alarmsOf(end)).toEqual([]);
    expect(notes(end.events).filter((note) => !note.includes(' open '))).toEqual([]);
  });

  it('counts boxes, packets, sheets and seals, with a code over the list', () => {
    expect(LOAD).toMatch(/^箱2 袋6 份180 封签6 码[0-9A-Z]{7}$/);
  });

  it('leaves the packets where they are until the fourth has signed', () => {
    const three = run(BATCH, all('05:45', signed('custody-load@one', [...VAULT, CAR[0]], LOAD)));
    expect(whereOf(three)).toEqual(['vault']);
    expect(whereOf(loaded)).toEqual(['car']);
  });

  it('stops the handover when a count differs, voids what was signed, and raises an alarm with its ladder', () => {
    const wrong = LOAD.replace('份180', '份179');
    const one = run(BATCH, all('05:40', signed('custody-load@one', [VAULT[0]], LOAD)));
    const stopped = run(one, all('05:45', signed('custody-load@one', [CAR[0]], wrong)));
    expect(stopped.answers.at(-1)).toMatchObject({ refused: 'content-differs', noted: true });
    expect(alarmsOf(stopped)).toEqual(['数目或封签不符：one']);
    const again = run(stopped, all('05:46', signed('custody-load@one', [VAULT[0]], LOAD)));
    expect(again.answers.at(-1)).toMatchObject({ refused: 'custody-stopped' });
    const told = run(again, [[at('06:10'), TICK]]).events;
    const ofAlarm = told.filter((event) => 'duty' in event && event.duty === 'alarm-1');
    expect(notes(ofAlarm)).toEqual([
      '06-16 05:55 due county#vehicle',
      '06-16 05:55 escalate 0 county#vehicle',
      '06-16 06:00 escalate 1 county#admissions',
      '06-16 06:05 escalate 2 county#director',
    ]);
  });

  it('goes on after a named person has settled it, without the packet that stays behind', () => {
    const wrong = LOAD.replace('袋6', '袋5');
    const stopped = run(BATCH, all('05:40', signed('custody-load@one', [VAULT[0]], wrong)));
    const settle = { act: 'settle', reason: 'P6 封签破损，留库', without: ['P6'] };
    const settled = run(stopped, [[at('05:44'), command('custody-load', 'one', settle)]]);
    const now = words(settled, 'custody-load@one');
    expect(now).toMatch(/^箱2 袋5 份150 封签5 /);
    const moved = run(settled, all('05:50', signed('custody-load@one', [...VAULT, ...CAR], now)));
    expect(moved.state.custody?.at).toMatchObject({ P1: 'car', P5: 'car', P6: 'vault' });
  });

  it('takes a slip of the pen for what it is: no alarm, and nothing stopped', () => {
    const slip = run(BATCH, all('05:40', signed('custody-load@one', [VAULT[0]], 'six packets')));
    expect(slip.answers.at(-1)).toMatchObject({ refused: 'custody-unreadable' });
    expect(factsOf(slip)).toEqual([]);
  });

  it.each([
    [{ plate: '岚A·99999' }, 'wrong-plate'],
    [{ others: 1 }, 'others-aboard'],
    [{ aboard: [...CAR, POLICE[0]] }, 'escort-too-small'],
    [{ aboard: [CAR[0], CAR[0], ...POLICE] }, 'escort-too-small'],
    [{ aboard: [...CAR, ...POLICE, 'county#doer'] }, 'not-of-the-crew'],
  ])('lets no vehicle leave with %o', (wrong, refused) => {
    const tried = run(loaded, [
      [at('06:00'), command('custody-depart', 'one', { ...depart, ...wrong })],
    ]);
    expect(tried.answers.at(-1)).toMatchObject({ refused });
    expect(whereOf(tried)).toEqual(['car']);
  });

  it('leaves with nothing that has not been handed over', () => {
    const tried = run(BATCH, [[at('06:00'), command('custody-depart', 'one', depart)]]);
    expect(tried.answers.at(-1)).toMatchObject({ refused: 'custody-order' });
  });

  it('tells of a late departure, a missing call and a late arrival in minutes', () => {
    const told = notes(run(onTheRoad, [[at('06:46'), TICK]]).events).filter((n) =>
      n.includes(' due '),
    );
    expect(told).toEqual(['06-16 06:20 due county#escort', '06-16 06:40 due county#escort']);
    const late = notes(run(loaded, [[at('06:06'), TICK]]).events).filter(
      (n) => !n.includes(' open '),
    );
    expect(late).toEqual([
      '06-16 06:05 due county#escort',
      '06-16 06:05 escalate 0 county#vehicle',
    ]);
  });

  it('alarms when fewer than two escorts are left aboard', () => {
    const off = (post: string) =>
      [at('06:10'), command('custody-arrive', 'one', { act: 'alight', post })] as const;
    const two = run(onTheRoad, [off(CAR[0]), off(POLICE[0])]);
    expect(alarmsOf(two)).toEqual([]);
    expect(alarmsOf(run(two, [off(CAR[1])]))).toEqual(['押运人员不足：one']);
  });

  it('alarms on papers opened before their time, and notes that they are open', () => {
    const early = run(compared, all('06:55', signed('custody-open@open-one', [SITE[0]], UNLOAD)));
    expect(early.answers.at(-1)).not.toHaveProperty('refused');
    expect(alarmsOf(early)).toEqual(['提前启封：open-one']);
    const second = run(early, all('06:56', signed('custody-open@open-one', [SITE[1]], UNLOAD)));
    expect(alarmsOf(second)).toHaveLength(1);
  });

  it('stops the wrong papers: a label that is not that of the session, subject and track', () => {
    const wrong = LABEL.replace('普通类', '对口类');
    const tried = run(inSafe, all('06:50', signed('custody-labels@open-one', [SITE[0]], wrong)));
    expect(alarmsOf(tried)).toEqual(['试卷类别不符：open-one']);
    const opened = run(tried, all('07:05', signed('custody-open@open-one', [SITE[0]], UNLOAD)));
    expect(alarmsOf(opened).at(-1)).toBe('未核对类别即启封：open-one');
  });

  it('believes a lock in its hour and alarms out of it, by a bare signal', () => {
    const unlock = (time: string) =>
      [at(time), { type: 'unlock', by: 'lock-7', place: 'safe', unverified: true }] as const;
    expect(alarmsOf(run(inSafe, [unlock('07:10')]))).toEqual([]);
    expect(alarmsOf(run(BATCH, [unlock('05:40')]))).toEqual(['非正常开柜：一中保密柜']);
  });

  it('is completed by nothing else', () => {
    const plain: Command = {
      type: 'complete',
      step: 'custody-depart',
      occurrence: 'one',
      by: 'li',
    };
    expect(run(loaded, [[at('06:00'), plain]]).answers.at(-1)).toMatchObject({
      refused: 'custody-only',
    });
  });

  it('answers the same key the same, also where a difference stopped it', () => {
    const [wrong] = signed('custody-load@one', [VAULT[0]], LOAD.replace('箱2', '箱3'));
    const keyed = { ...wrong, key: 'k1' } as Command;
    const once = run(BATCH, [[at('05:40'), keyed]]);
    const twice = decide(once.plan, once.state, keyed, at('05:41'));
    expect(twice.events).toEqual([]);
    expect(twice.answer).toEqual(once.answers.at(-1));
  });
});
