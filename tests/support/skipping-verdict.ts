import { expect } from 'vitest';
import type { Store } from '../../src/adapters/store/store.js';
import {
  SEASON_PATH,
  type EpochMs,
  type Scripted,
  type UnitEvent,
} from '../../src/engine/model.js';
import { simulate } from '../../src/engine/simulate.js';
import type { Prepared } from '../../src/service/prepare.js';
import type { Service } from '../../src/service/service.js';
import { firingsOf } from './skipping-notes.js';

/** What somebody did at a unit, and when. */
export interface Deed {
  readonly path: string;
  readonly scripted: Scripted;
}

/** What the record of a story is held against. */
export interface Witnesses {
  readonly store: Store;
  readonly service: Service;
  readonly deeds: readonly Deed[];
  season(): Prepared;
  planNow(): Promise<EpochMs>;
  log(path: string): Promise<readonly UnitEvent[]>;
}

/** The ways in which the record of a story is held against the plan and against itself. */
export function createVerdict({ store, service, deeds, season, planNow, log }: Witnesses) {
  return { expectNoViolation, expectOutboxOfLog, expectWholeRecord };

  /** Law 9: the engine alone, given what people did and when, owes the very words of the log. */
  async function expectAgreement(): Promise<void> {
    const expected: string[] = [];
    const bodies = season().unitPlans.map(({ path, body }) => {
      const own = deeds.filter((one) => one.path === path).map(({ scripted }) => scripted);
      return { ...body, script: body.script ?? own };
    });
    const until = await planNow();
    simulate(bodies, ({ unit, event }) => expected.push(...firingsOf(unit, [event])), until);
    const found: string[] = [];
    for (const path of pathsOf(season())) found.push(...firingsOf(path, await log(path)));
    expect(sorted(found)).toEqual(sorted(expected));
  }

  async function expectNoViolation(): Promise<void> {
    await planNow();
    const { violations, silent } = await service.verify(season().plan.season);
    expect({ violations, silent }).toEqual({ violations: [], silent: [] });
  }

  /** One notice for each post that an event names, and none that no event does. */
  async function expectOutboxOfLog(): Promise<void> {
    const owed: string[] = [];
    for (const path of [SEASON_PATH, ...pathsOf(season())])
      for (const [n, event] of (await log(path)).entries())
        if ('to' in event)
          owed.push(...new Set(event.to?.map((post) => `${path} ${n + 1} ${post}`)));
    const notices = await store.claimNotices(100_000);
    expect(notices.map(({ path, seq, to }) => `${path} ${seq} ${to}`).sort()).toEqual(owed.sort());
  }

  /** What must hold at the end of any story. */
  async function expectWholeRecord(): Promise<void> {
    await expectNoViolation();
    await expectAgreement();
    await expectOutboxOfLog();
  }
}

const pathsOf = ({ unitPlans }: Prepared): string[] => unitPlans.map(({ path }) => path);

const sorted = (keys: readonly string[]): string[] => [...new Set(keys)].sort();
