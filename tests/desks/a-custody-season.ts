import { expect } from 'vitest';
import { rowOf, type BoardRow } from '../../src/engine/board.js';
import type { UnitEvent, UnitPlan } from '../../src/engine/model.js';
import { firstRows } from '../../src/service/prepare.js';
import { begun, on, run, type Script } from '../engine/unit.js';
import { BATCH, withPapers } from '../support/a-consignment.js';
import { preparedOf } from '../support/skipping-season.js';
import { NOW } from './a-desk.js';
import { aFront, type Front } from './a-front.js';

let front: Front | undefined;

/** After each test: the pages of its season. */
export async function closeFront(): Promise<void> {
  await front?.api.close();
  await front?.store.close();
  front = undefined;
}

/** The pages over a season of which one unit has come so far, at an instant. */
export async function aSeason(
  plan = withPapers(),
  path = BATCH,
  script: Script = [],
  now = '16 06:10',
) {
  const prepared = preparedOf(plan);
  const boardRows = Object.fromEntries(
    prepared.unitPlans.map(({ path: unit, body }) => [unit, firstRows(body)]),
  );
  const made = await aFront({ ...prepared, boardRows, clock: null });
  front = made;
  made.clock.pass(on(`2027-06-${now}`) - NOW);
  const body = prepared.unitPlans.find((unit) => unit.path === path)?.body;
  if (!body) throw new Error(`no unit ${path}`);
  const { course, rows } = rowsAlong(body, script);
  expect(course.answers.map(({ refused }) => refused).filter(isUnexpected)).toEqual([]);
  await made.store.record({
    ...{ season: 'story', path, firstSeq: 1, events: course.events, nextWakeAt: null },
    ...{ rows, asOf: on(`2027-06-${now}`) },
  });
  return made;
}

/** Words that differ are refused, and stop the handover. */
const isUnexpected = (refused: string | undefined): boolean =>
  refused !== undefined && refused !== 'content-differs';

/** The board as the unit writes it on its way: what its state forgets of finished patrols stays there. */
function rowsAlong(body: UnitPlan, script: Script) {
  const rows = new Map<string, BoardRow>();
  let course = begun(body);
  for (const step of script) {
    course = run(course, [step]);
    for (const duty of new Set(course.events.flatMap(dutiesIn))) {
      const row = rowOf(course.plan, course.state, duty);
      if (row) rows.set(duty, row);
    }
  }
  return { course, rows: [...rows.values()] };
}

const dutiesIn = (event: UnitEvent): string[] =>
  'duty' in event && event.duty ? [event.duty] : [];

/** Words as people see them: without marks, in one line. */
export const seen = (page: string): string =>
  page
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
