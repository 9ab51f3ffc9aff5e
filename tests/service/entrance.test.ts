import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochMs, type Answer } from '../../src/engine/model.js';
import { createEntrance, type Completion } from '../../src/service/entrance.js';
import { NotReachable } from '../../src/service/outcome.js';

const AT = epochMs(1);
const item = (step: string): Completion => ({ step, by: 'li', key: step });
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** An entrance whose updates are answered when told to be; each answer names its item. */
function slow() {
  const sent: (readonly Completion[])[] = [];
  const release: (() => void)[] = [];
  const send = async (_season: string, _path: string, items: readonly Completion[]) => {
    sent.push(items);
    await new Promise<void>((resolve) => {
      release.push(resolve);
    });
    return items.map(({ step }): Answer => ({ at: AT, detail: step }));
  };
  return { enter: createEntrance(send), sent, answer: () => release.shift()?.() };
}

describe('the entrance of a unit', () => {
  it('lets a lone completion wait for nobody', async () => {
    const { enter, sent, answer } = slow();
    const done = enter('s', 'u', item('a'));
    expect(sent).toEqual([[item('a')]]);
    answer();
    expect(await done).toEqual({ at: AT, detail: 'a' });
  });

  it('sends as one what arrives while an update is on its way, and answers each', async () => {
    const { enter, sent, answer } = slow();
    const all = ['a', 'b', 'c', 'd'].map((step) => enter('s', 'u', item(step)));
    expect(sent).toHaveLength(1);
    answer();
    await turn();
    expect(sent.map((batch) => batch.map(({ step }) => step))).toEqual([['a'], ['b', 'c', 'd']]);
    answer();
    expect((await Promise.all(all)).map(({ detail }) => detail)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('has so many updates under way and no more: of who waits, all of a unit go together, in the order of units', async () => {
    const { enter, sent, answer } = slow();
    const all = Array.from({ length: 80 }, (_, n) => enter('s', `u${n % 40}`, item(`${n}`)));
    await turn();
    expect(sent.map((batch) => batch.length)).toEqual(Array.from({ length: 32 }, () => 1));
    answer();
    await turn();
    expect(sent.at(-1)?.map(({ step }) => step)).toEqual(['32', '72']);
    while (sent.length < 72) {
      answer();
      await turn();
    }
    for (let n = 0; n < 40; n += 1) answer();
    expect((await Promise.all(all)).map(({ detail }) => Number(detail))).toEqual(
      Array.from({ length: 80 }, (_, n) => n),
    );
  });

  it('keeps units apart', () => {
    const { enter, sent } = slow();
    void enter('s', 'u', item('a'));
    void enter('s', 'v', item('b'));
    void enter('t', 'u', item('c'));
    expect(sent).toHaveLength(3);
  });

  it('tells everybody in a batch that failed, and nobody else', async () => {
    let calls = 0;
    const enter = createEntrance(async (_season, _path, items) => {
      calls += 1;
      await turn();
      if (calls === 2) throw new Error('unknown');
      return items.map(() => ({ at: AT }));
    });
    const asked = ['a', 'b', 'c'].map((step) => enter('s', 'u', item(step)));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await enter('s', 'u', item('d'))).toEqual({ at: AT });
  });

  it('keeps nobody waiting behind a unit that does not answer, and names each by his own key', async () => {
    let calls = 0;
    const enter = createEntrance(async (_season, _path, items) => {
      calls += 1;
      await turn();
      if (calls === 1) throw new NotReachable('deadline');
      return items.map(() => ({ at: AT }));
    });
    const outcomes = await Promise.allSettled(
      ['a', 'b'].map((step) => enter('s', 'u', item(step))),
    );
    expect(outcomes.map((one) => one.status === 'rejected' && String(one.reason))).toEqual([
      'NotReachable: deadline（key a）',
      'NotReachable: deadline（key b）',
    ]);
    expect(calls).toBe(1);
    expect(await enter('s', 'u', item('c'))).toEqual({ at: AT });
  });

  it('turns away who comes when 2,000 wait', async () => {
    const { enter } = slow();
    const waiting = Array.from({ length: 2_001 }, (_, n) => enter('s', 'u', item(`d${n}`)));
    void Promise.allSettled(waiting);
    await expect(enter('s', 'u', item('late'))).rejects.toThrow('u is busy');
  });

  it('is never larger than an update may be, loses nothing and keeps the order', async () => {
    const sizes = fc.array(fc.oneof(fc.constant(10), fc.constant(100_000), fc.constant(400_000)), {
      minLength: 1,
      maxLength: 250,
    });
    await fc.assert(
      fc.asyncProperty(sizes, async (lengths) => {
        const sent: Completion[] = [];
        const enter = createEntrance(async (_season, _path, items) => {
          const bytes = items.reduce((sum, one) => sum + JSON.stringify(one).length, 0);
          expect(items.length).toBeLessThanOrEqual(100);
          expect(items.length === 1 || bytes <= 256_000).toBe(true);
          sent.push(...items);
          await turn();
          return items.map(({ step }): Answer => ({ at: AT, detail: step }));
        });
        const answers = await Promise.all(
          lengths.map((length, n) => enter('s', 'u', { ...item(`d${n}`), by: 'x'.repeat(length) })),
        );
        expect(answers.map(({ detail }) => detail)).toEqual(lengths.map((_, n) => `d${n}`));
        expect(sent.map(({ step }) => step)).toEqual(lengths.map((_, n) => `d${n}`));
      }),
      { numRuns: 30 },
    );
  });
});
