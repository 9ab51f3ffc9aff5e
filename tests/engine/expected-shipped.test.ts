import { describe, expect, it } from 'vitest';
import { expectedWords } from '../../src/engine/expected.js';
import { NEVER, type UnitEvent } from '../../src/engine/model.js';
import { firingKey, simulate } from '../../src/engine/simulate.js';
import { prepare } from '../../src/service/prepare.js';

describe('the shipped seasons, played by their scripts', () => {
  it.each(['county-zhongkao', 'city-gaokao'])('%s says what should have been said', (name) => {
    const prepared = prepare(`plans/${name}`, { rehearsal: true });
    if ('faults' in prepared) throw new Error(prepared.faults[0]?.zh);
    const plans = prepared.unitPlans.map(({ body }) => body);
    const logs = new Map<string, UnitEvent[]>(plans.map(({ path }) => [path, []]));
    simulate(plans, ({ unit, event }) => logs.get(unit)?.push(event));
    let words = 0;
    for (const plan of plans) {
      const log = logs.get(plan.path) ?? [];
      const found = expectedWords(plan, log, () => plan, NEVER);
      const keys = found.words.map((word) => firingKey(plan.path, word)).sort();
      expect(found.said.map(({ event }) => firingKey(plan.path, event)).sort()).toEqual(keys);
      words += keys.length;
    }
    expect(words).toBeGreaterThan(500);
  });
});
