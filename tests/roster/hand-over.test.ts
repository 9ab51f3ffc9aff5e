import { describe, expect, it } from 'vitest';
import { epochMs } from '../../src/engine/model.js';
import { heldPosts, servedPosts } from '../../src/service/courier/on-duty.js';
import { holdersOf } from '../../src/service/holders.js';
import { personsOn } from '../../src/service/persons.js';
import { personIn } from '../../src/text/notices.js';
import { aRoster, aVaultSeason, FIRST, JUNE, POSTS, SECOND } from './a-roster.js';

const KEEPER = 'lanxi/site-1#keeper';
const wish = (from: string, to: string, more: object = {}) => ({
  ...{ from, to, since: JUNE(8), until: JUNE(12), reason: '出差' },
  ...more,
});
const servingAt = async (made: Awaited<ReturnType<typeof aRoster>>, post: string, at: number) => {
  const { items } = await made.roster.onDuty('2027', [post], at);
  return items[0]?.serving.map(({ as, person, for: absent }) =>
    [as, person, ...(absent === undefined ? [] : ['for', absent])].join(' '),
  );
};

describe('one person’s duties, handed over in one action', () => {
  it('are another’s for the time, all of them, and both names stand on each', async () => {
    const made = await aRoster();
    const done = await made.roster.handOver(wish('li', 'zhao'), 'office');
    expect(done).toMatchObject({ from: { name: '示li' }, to: { name: '示zhao' } });
    expect(done.seasons.map(({ season, takeOvers }) => [season, takeOvers.length])).toEqual([
      ['2027', 2],
    ]);
    expect(await servingAt(made, KEEPER, JUNE(7, '23:59'))).toEqual(['holder li']);
    expect(await servingAt(made, KEEPER, JUNE(8))).toEqual(['stand-in zhao for li']);
    expect(await servingAt(made, KEEPER, JUNE(12))).toEqual(['holder li']);
    const season = await made.store.season('2027');
    if (!season) throw new Error('no season');
    const person = await personsOn(made, season, [KEEPER], JUNE(9));
    expect(personIn('zh', person(KEEPER))).toBe('示zhao（教师）（代示li）');
    expect(personIn('en', person(KEEPER))).toBe('示zhao (教师) (for 示li)');
    const posts = await servedPosts(made.store, season, 'zhao', JUNE(9));
    expect(posts).toContain(KEEPER);
    expect(await heldPosts(made.store, season, 'zhao', JUNE(20))).not.toContain(KEEPER);
  });

  it('end when the absent is back, and once', async () => {
    const made = await aRoster();
    const early = wish('li', 'zhao', { since: JUNE(1), until: JUNE(5) });
    const { id } = await made.roster.handOver(early, 'office');
    expect(await servingAt(made, KEEPER, JUNE(2))).toEqual(['stand-in zhao for li']);
    expect(await made.roster.takeBack(id)).toEqual({ from: '示li', to: '示zhao' });
    expect(await servingAt(made, KEEPER, JUNE(2))).toEqual(['holder li']);
    await expect(made.roster.takeBack(id)).rejects.toMatchObject({ code: 'unknown-take-over' });
  });

  it('go on from hand to hand; both names are the first’s and the last’s', async () => {
    const made = await aRoster();
    await made.roster.handOver(wish('li', 'zhao'), 'office');
    await made.roster.handOver(wish('zhao', 'zhou', { since: JUNE(10) }), 'office');
    expect(await servingAt(made, KEEPER, JUNE(9))).toEqual(['stand-in zhao for li']);
    expect(await servingAt(made, KEEPER, JUNE(10))).toEqual(['stand-in zhou for li']);
  });

  it('take the shifts along', async () => {
    const made = await aRoster();
    const days = { since: JUNE(15), until: JUNE(16) };
    const done = await made.roster.handOver(wish('li', 'zhao', days), 'office');
    expect(done.seasons[0]?.changes).toMatchObject([{ step: 'vault-watch', person: 'zhao' }]);
    expect((await servingAt(made, KEEPER, FIRST + 1))?.[0]).toBe('shift zhao for li');
  });

  it.each([
    ['may-not-leave', wish('head-1', 'zhao', { since: JUNE(16), until: JUNE(17) })],
    ['signs-both', wish('li', 'wang')],
    ['nothing-held', wish('nobody-1', 'zhao')],
    ['same-person', wish('li', 'li')],
    ['times-reversed', wish('li', 'zhao', { until: JUNE(8) })],
    ['times-reversed', wish('li', 'zhao', { since: epochMs(1), until: epochMs(2) })],
    ['reason-missing', wish('li', 'zhao', { reason: ' ' })],
    ['unknown-entry', wish('li', 'stranger')],
    ['hours-clash', wish('i-1', 'i-2', { since: JUNE(16), until: JUNE(17) })],
    ['twice-on-shift', wish('li', 'm-1', { since: JUNE(15), until: JUNE(16) })],
    ['unknown-season', wish('li', 'zhao', { season: 'none' })],
  ])('are refused: %s', async (code, asked) => {
    const posts = [...POSTS, ['m-1', 'lanxi/site-3#doer'] as const];
    const made = await aRoster([], aVaultSeason(posts));
    const register = { kind: 'people', owner: '', body: {} } as const;
    for (const id of ['nobody-1'])
      await made.store.registers.put([{ ...register, id, label: `示${id}` }], { by: 'x', at: 1 });
    await expect(made.roster.handOver(asked, 'office')).rejects.toMatchObject({ code });
    expect(await made.roster.takeOvers('2027')).toEqual([]);
  });

  it('say who may not leave, and until when', async () => {
    const { roster } = await aRoster();
    const days = { since: JUNE(1), until: JUNE(30) };
    await expect(roster.handOver(wish('head-1', 'zhao', days), 'office')).rejects.toMatchObject({
      zh: '示head-1任 lanxi/site-1#head，考试期间（2027-06-16 至 2027-06-16）不得离岗，不能由他人顶岗',
    });
    const before = { since: JUNE(1), until: JUNE(16) };
    await expect(roster.handOver(wish('head-1', 'zhao', before), 'office')).resolves.toBeDefined();
  });

  it('are not handed over twice, nor to somebody who is away himself', async () => {
    const { roster } = await aRoster();
    await roster.handOver(wish('li', 'zhao'), 'office');
    await expect(roster.handOver(wish('li', 'zhou'), 'office')).rejects.toMatchObject({
      code: 'handed-over-before',
    });
    await expect(roster.handOver(wish('wang', 'li'), 'office')).rejects.toMatchObject({
      code: 'also-absent',
    });
  });

  it('are held to what the post asks of people', async () => {
    const { roster } = await aRoster();
    const days = { since: JUNE(16), until: JUNE(17) };
    await expect(roster.handOver(wish('i-1', 'stray', days), 'office')).rejects.toMatchObject({
      code: 'unknown-entry',
    });
    const made = await aRoster();
    await made.store.registers.put(
      [
        {
          ...{ kind: 'people', id: 'stray', owner: '', label: '示散' },
          body: {
            ...{ person: 'stray', name: '示散', department: '', school: '', home: '' },
            ...{ subjects: [], born: '' },
          },
        },
      ],
      { by: 'x', at: 1 },
    );
    await expect(made.roster.handOver(wish('i-1', 'stray', days), 'office')).rejects.toMatchObject({
      code: 'not-assignable',
    });
  });
});

describe('two shifts, swapped', () => {
  const swap = (more: object = {}) => ({
    ...{ season: '2027', unit: 'lanxi/site-1', step: 'vault-watch', reason: '换班' },
    ...{ from: 'li', shift: FIRST, to: 'wang', other: SECOND },
    ...more,
  });

  it('are the other’s, both', async () => {
    const made = await aRoster();
    await made.roster.swap(swap(), 'office');
    expect((await servingAt(made, KEEPER, FIRST))?.[0]).toBe('shift wang for li');
    expect((await servingAt(made, KEEPER, SECOND))?.[0]).toBe('shift li for wang');
  });

  it.each([
    ['not-a-leader', { to: 'm-2' }],
    ['no-such-shift', { shift: SECOND }],
    ['no-such-shift', { step: 'other-watch' }],
    ['reason-missing', { reason: '' }],
  ])('are refused: %s', async (code, more) => {
    const made = await aRoster();
    await expect(made.roster.swap(swap(more), 'office')).rejects.toMatchObject({ code });
    expect((await servingAt(made, KEEPER, FIRST))?.[0]).toBe('shift li');
  });
});

describe('what a roster lacks', () => {
  it('names every post that a duty needs with nobody on it, or nobody to reach, the first needed first', async () => {
    const { roster } = await aRoster(['li', 'head-1', 'office']);
    const report = await roster.report('2027');
    expect(report).toMatchObject({ day: '2027-06-01', posts: 6 });
    expect(report.gaps.map(({ post, why, duty, uses }) => [post, why, duty, uses])).toEqual([
      ['lanxi/site-1#witness', 'unreachable', 'seals', 1],
      ['lanxi#director', 'vacant', 'seals', 1],
    ]);
    expect(report.gaps[0]).toMatchObject({
      firstAt: JUNE(9, '08:00'),
      persons: [{ person: 'wang', name: '示wang' }],
    });
  });

  it('looks at who will serve on the day on which it matters', async () => {
    const { roster } = await aRoster(['wang', 'head-1', 'office', 'zhao']);
    const gaps = async () => (await roster.report('2027')).gaps.map(({ post }) => post);
    expect(await gaps()).toContain(KEEPER);
    await roster.handOver(wish('li', 'zhao'), 'office');
    expect(await gaps()).toEqual(['lanxi#director']);
    expect((await roster.report('2027', '2027-06-11')).posts).toBe(0);
  });
});

describe('the season’s report', () => {
  it('counts a word for whoever served when it was said', async () => {
    const made = await aRoster();
    await made.roster.handOver(wish('li', 'zhao'), 'office');
    const { posts } = aVaultSeason();
    const taken = [...(await made.store.takeOvers.all('2027'))].reverse();
    const holderOn = holdersOf(posts, taken);
    expect(holderOn(KEEPER, '2027-06-09', JUNE(9))).toMatchObject({
      ...{ person: 'zhao', name: '示zhao', insteadOf: '示li' },
    });
    expect(holderOn(KEEPER, '2027-06-12', JUNE(12))).toMatchObject({ person: 'li' });
    expect(holderOn('lanxi#nobody', '2027-06-09', JUNE(9))).toBeNull();
  });
});
