import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firingKey } from '../../src/engine/simulate.js';
import { allOf } from '../../src/engine/evolve.js';
import { plainCourses, START } from './arbitraries.js';
import { naiveRun } from './naive.js';
import { HOUR, run, TICK, toldIn, wordsIn, type Script } from './unit.js';

// The last command is at most at hour 80, and no ladder is longer than a day.
const UNTIL = START + 140 * HOUR;

const keyless = (script: Script): Script =>
  script
    .filter(([, { type }]) => type !== 'tick')
    .map(([at, command]) => {
      const { key: _key, ...rest } = { key: '', ...command };
      return [at, rest]; // every command can do without its key
    });

describe('the engine and a reference that scans every duty at every half hour', () => {
  const anyCourse = plainCourses('pause', 'resume');

  it('say the same words, owed at the same instants, to the same posts', () => {
    fc.assert(
      fc.property(anyCourse, fc.boolean(), ([plan, script], isPrompt) => {
        const commands = keyless(script);
        const hours = isPrompt
          ? Array.from({ length: 281 }, (_, n) => START + (n * HOUR) / 2)
          : [UNTIL];
        const ticked = [...commands, ...hours.map((at) => [at, TICK] as const)];
        const real = run(
          plan,
          ticked.sort(([a], [b]) => a - b),
        );
        const naive = naiveRun(plan, commands, START, UNTIL);
        const words = naive.said.map(({ word }) => `|${word}`);
        expect(wordsIn(real.events).sort()).toEqual(words.sort());
        // Called late, a newer repeat may stand for the one at which the promise broke.
        const heard = new Set(
          naive.said.flatMap(({ word, to, broken, told }) =>
            told ? [`|${word}|${to}|${isPrompt && broken}`] : [],
          ),
        );
        for (const told of toldIn(real.events)) {
          const broken = isPrompt && told.broken === true;
          expect(heard).toContain([firingKey('', told), told.to.join('+'), broken].join('|'));
        }
      }),
    );
  });

  it('do and refuse the same, and end in the same states', () => {
    fc.assert(
      fc.property(anyCourse, ([plan, script]) => {
        const commands = keyless(script);
        const real = run(plan, [...commands, [UNTIL, TICK]]);
        const naive = naiveRun(plan, commands, START, UNTIL);
        expect(real.answers.slice(0, -1).map(({ refused }) => refused !== undefined)).toEqual(
          naive.refused,
        );
        const stands = allOf(real.plan, real.state).map(({ duty, progress }) => {
          const { status, dueAt, returns, promiseAt } = progress;
          return {
            id: duty.id,
            status,
            dueAt,
            returns,
            promiseAt,
            doer: progress.doer ?? duty.doer,
          };
        });
        expect(stands).toEqual(
          naive.duties.map(({ duty, status, dueAt, returns, promiseAt, doer, endedAt }) => ({
            id: duty.id,
            status,
            dueAt,
            returns,
            doer,
            promiseAt: endedAt === null ? promiseAt : null,
          })),
        );
      }),
    );
  });
});
