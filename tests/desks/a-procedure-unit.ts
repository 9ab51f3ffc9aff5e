import type { Store } from '../../src/adapters/store/store.js';
import type { PlanCommit } from '../../src/adapters/store/types.js';
import { rowOf } from '../../src/engine/board.js';
import { calendarOf } from '../../src/engine/calendar.js';
import type { Command } from '../../src/engine/command.js';
import { compile } from '../../src/engine/compile.js';
import { decide } from '../../src/engine/decide.js';
import { epochMs, type Answer } from '../../src/engine/model.js';
import type { SeasonPlan } from '../../src/engine/season-plan.js';
import { initialState, planOf } from '../../src/engine/state.js';
import { firstRows } from '../../src/service/prepare.js';
import type { Port } from '../../src/service/port.js';
import { seasonPlan, step } from '../engine/season.js';
import { aDeskCommit, SITE, type Clock } from './a-desk.js';

const title = (zh: string, en: string) => ({ zh, en });
const session = (id: string, zh: string, start: string, end: string) => ({
  ...{ id, title: title(zh, id), day: 0, start, end },
});
const spare = { procedure: 'spare-papers' };
const late = { procedure: 'late-start' };
const before = (id: string) => ({ needs: [{ step: id, scope: 'own' as const }] });

const STEPS = [
  step('line', { due: 'S-30m', sessions: ['first', 'chinese', 'maths'] }),
  step('spare-verified', { ...spare, due: 'begun+2m', title: title('备用卷核实', 'Verified') }),
  step('spare-taken', {
    ...spare,
    ...before('spare-verified'),
    due: 'done(spare-verified)+3m',
    kind: 'signed',
    title: title('备用卷领取', 'Taken'),
    sign: { by: ['own.keeper', 'own.head'], within: '10m', ordered: false },
  }),
  step('late-reported', { ...late, due: 'begun+2m', title: title('报考区：原因', 'Reported') }),
];

/** A county in exam: at its site one session is over, one runs since half an hour, one is still to come. */
export function aProcedureCommit(over: Partial<SeasonPlan> = {}): PlanCommit {
  const known = aDeskCommit();
  const plan: SeasonPlan = {
    ...seasonPlan(STEPS),
    ...{ season: 's', units: known.plan.units, title: known.plan.title },
    sessions: [
      session('first', '道德与法治', '07:00', '08:00'),
      session('chinese', '语文', '08:30', '10:30'),
      session('maths', '数学', '14:00', '16:00'),
    ],
    procedures: [
      { id: 'spare-papers', title: title('启用备用试卷', 'Spare papers') },
      { id: 'late-start', title: title('延迟开考', 'Late start'), session: true },
    ],
    oral: { within: '24h', late: '15m' },
    ...over,
  };
  const { unitPlans, faults } = compile(plan, calendarOf(plan.timezone), 1);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return {
    ...known,
    plan,
    unitPlans: unitPlans.map((body) => ({ path: body.path, hash: `${body.path}@1`, body })),
    boardRows: Object.fromEntries(unitPlans.map((body) => [body.path, firstRows(body)])),
  };
}

/** The site itself: decides as a unit does, and records what came of it. */
export function aSite(store: Store, commit: PlanCommit, clock: Clock) {
  const body = commit.unitPlans.find(({ path }) => path === SITE)?.body;
  if (!body) throw new Error('the plan has no such site');
  const plan = planOf(body);
  let state = initialState(plan);
  return async (
    path: string,
    type: Parameters<Port['act']>[2],
    message: Parameters<Port['act']>[3],
  ): Promise<Answer> => {
    const firstSeq = state.seq + 1;
    const command = { type, ...message } as Command;
    const decided = decide(plan, state, command, epochMs(clock.now()));
    ({ state } = decided);
    const touched = decided.events.flatMap((event) =>
      'duty' in event && event.duty ? [event.duty] : [],
    );
    const rows = [...new Set(touched)].flatMap((id) => rowOf(plan, state, id) ?? []);
    await store.record({
      ...{ season: 's', path, firstSeq, events: decided.events, rows },
      ...{ asOf: epochMs(clock.now()), nextWakeAt: null },
    });
    return decided.answer;
  };
}
