import { expect, it } from 'vitest';
import { createLedger } from '../../src/cli/rehearsal-ledger.js';
import { rehearsed } from '../plan/rehearsed-season.js';

/** The ledger after a season has been played with one exception, and what the engine says is open. */
function kept(exception = '') {
  const season = rehearsed(exception && `exceptions:\n  - { unit: ${exception} }\n`);
  const { happened, open } = season.played();
  const duties = season.unitPlans.flatMap(({ path, duties: owed }) =>
    owed.map(({ id, kind }) => ({ path, duty: id, kind, status: 'open' as const })),
  );
  const ledger = createLedger(duties);
  let mostLate = 0;
  for (const { unit, event } of [...happened].sort((a, b) => a.event.at - b.event.at)) {
    ledger.see(unit, event);
    mostLate = Math.max(mostLate, ledger.late().length);
  }
  return { ledger, open, mostLate, begun: duties.length };
}

it('has nothing open and nothing late when all is done', () => {
  const { ledger, mostLate } = kept();
  expect([ledger.open(), ledger.late(), mostLate]).toEqual([0, [], 0]);
});

it.each([
  ['top, step: funds, do: never', 1],
  ['top/vault, step: guard, do: never', 1],
  ['top/two, step: report, do: never', 6],
])('keeps open and late what nobody does: %s', (exception, late) => {
  const { ledger, open } = kept(exception);
  expect(ledger.open()).toBe(open.length);
  expect(ledger.late().filter((key) => open.includes(key)).length).toBeGreaterThanOrEqual(late);
});

it.each([
  'top/one, step: report, occurrence: 3, do: late, after: 45m',
  'top/vault, step: guard, do: late, after: 90m',
  'top/one, step: refit, do: return-once, reason: 重报, newDue: 3d',
])('forgets what was late or returned once it is done: %s', (exception) => {
  const { ledger, mostLate } = kept(exception);
  expect([ledger.open(), ledger.late()]).toEqual([0, []]);
  expect(mostLate).toBe(exception.includes('late') ? 1 : 0);
});
