import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedWords, type Expectation, type ExpectedWord } from '../../src/engine/expected.js';
import { epochMs, type UnitEvent } from '../../src/engine/model.js';
import { firingKey } from '../../src/engine/simulate.js';
import { courses, END, START } from './arbitraries.js';
import { complete, duty, HOUR, ladder, on, run, TICK, unitPlan, type Script } from './unit.js';

const noPlan = () => {
  throw new Error('no version was adopted');
};
/** The plans that a script brings, by their hashes. */
const plansOf = (script: Script) => (hash: string) => {
  for (const [, command] of script)
    if (command.type === 'adopt' && command.hash === hash) return command.plan;
  return noPlan();
};
const keys = (words: readonly (ExpectedWord | UnitEvent)[]): string[] =>
  words.map((word) => firingKey('u', word as ExpectedWord)).sort();

const saidKeys = ({ said }: Expectation) => keys(said.map(({ event }) => event));

const DUE = on('2027-06-15 17:00');
const plan = unitPlan([
  duty('receipt', DUE, {
    remindBeforeMs: [24 * HOUR],
    ladder: ladder({ 'site#leader': 0, 'county#office': 2 * HOUR }),
  }),
]);
const words = (found: readonly ExpectedWord[]): string[] =>
  found.map(({ action, rung, to }) => `${action} ${rung} ${to.join()}`);

describe('what should have been said', () => {
  it('is what a unit says that is never late, and of a late one the same words', () => {
    const ticks = fc.array(fc.integer({ min: 0, max: 160 }), { maxLength: 12 });
    fc.assert(
      fc.property(courses(), ticks, ([unit, script], halves) => {
        const late: Script = halves.map((half) => [START + half * (HOUR / 2), TICK]);
        const all = [...script, ...late].sort(([a], [b]) => a - b);
        const { events } = run(unit, [...all, [END, TICK]]);
        const found = expectedWords(unit, events, plansOf(script), epochMs(END));
        expect(keys(found.words)).toEqual(saidKeys(found));
      }),
    );
  });

  it('is for those whom the unit told, where nothing was late', () => {
    const { events } = run(plan, [
      [DUE - 24 * HOUR, TICK],
      [DUE, TICK],
      [DUE + HOUR, complete('receipt')],
    ]);
    const found = expectedWords(plan, events, noPlan, epochMs(DUE + 5 * HOUR));
    expect(words(found.words)).toEqual([
      'remind 0 site#doer',
      'due -1 site#doer',
      'escalate 0 site#leader',
    ]);
    expect(found.said.map(({ event }) => event.type)).toEqual(['told', 'told', 'told']);
  });

  it('names what a unit whose timer was lost has never said', () => {
    const found = expectedWords(plan, [], noPlan, epochMs(DUE + 2 * HOUR));
    expect(words(found.words)).toHaveLength(4);
    expect(found.said).toEqual([]);
  });

  it('owes nothing more after a completion, however late the words before it came', () => {
    // Nobody ticked for two days: the completion itself brought them.
    const { events } = run(plan, [[DUE + 3 * HOUR, complete('receipt')]]);
    const found = expectedWords(plan, events, noPlan, epochMs(DUE + 30 * HOUR));
    expect(keys(found.words)).toEqual(saidKeys(found));
    expect(found.words).toHaveLength(4);
  });
});
