import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepare } from '../../src/service/prepare.js';
import type { StepSource } from '../../src/engine/season-plan.js';
import { planRows } from '../../src/sheets/plan-rows.js';
import type { Planned } from '../../src/sheets/planned.js';
import { printedSheet } from '../../src/sheets/printed-sheet.js';
import { sheetCsv } from '../../src/sheets/sheet-csv.js';
import { sheetXlsx } from '../../src/sheets/sheet-xlsx.js';
import { importSheet } from '../../src/sheets/import-sheet.js';
import { NO_MAPPING } from '../../src/sheets/columns-file.js';
import type { Grid, GridFault } from '../../src/sheets/grid.js';
import { readCsvSheet } from '../../src/sheets/read-csv.js';
import { readXlsx } from '../../src/sheets/read-xlsx.js';
import { readTemplate, type Template } from '../../src/sheets/template.js';
import { scratch } from './a-sheet.js';

const sound = (folder: string): Planned => {
  const planned = prepare(folder);
  if ('faults' in planned) throw new Error(JSON.stringify(planned.faults.slice(0, 3)));
  return planned;
};

/** The sheet imported for the same exam day, and the folder it makes. */
function imported(grids: Grid[] | GridFault, examDay: string, template: Template | null) {
  if (typeof grids === 'string') throw new Error(grids);
  const days = { examDay, newExamDay: examDay };
  const made = importSheet(grids, { ...days, season: null, mapping: NO_MAPPING, template });
  if ('code' in made) throw new Error(made.code);
  const into = scratch();
  for (const [name, text] of Object.entries(made.files)) {
    mkdirSync(dirname(join(into, name)), { recursive: true });
    writeFileSync(join(into, name), text);
  }
  return { ...made, into };
}

const templateOf = (folder: string, planned: Planned): Template => {
  const template = readTemplate(folder, planned);
  if ('code' in template) throw new Error(template.en);
  return template;
};

const sheetOf = (planned: Planned) => printedSheet(planned.plan.title.zh, planRows(planned), 'zh');

describe.each(['plans/county-zhongkao', 'plans/city-gaokao'])('%s', (folder) => {
  const planned = sound(folder);
  const { examDay } = planned.plan;
  const rows = planRows(planned);

  it('comes back whole from its printed sheet and itself as the template', async () => {
    const sheet = await readXlsx(await sheetXlsx(sheetOf(planned)));
    const { doubts, into } = imported(sheet, examDay, templateOf(folder, planned));
    expect(doubts.filter(({ row }) => row > 0)).toEqual([]);
    const back = sound(into);
    expect(planRows(back)).toEqual(rows);
    const owed = new Set(rows.map(({ step }) => step));
    const steps = (all: readonly StepSource[]) => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(steps(back.plan.steps)).toEqual(
      steps(planned.plan.steps.filter(({ id }) => owed.has(id))),
    );
    // A sheet lists tasks, not packets: consignments are no part of it.
    const bodies = planned.plan.units.filter(({ kind }) => kind !== 'consignment');
    expect(back.plan.units).toEqual(bodies);
    expect(new Set(back.posts.map(({ post, name }) => `${post} ${name}`))).toEqual(
      new Set(planned.posts.map(({ post, name }) => `${post} ${name}`)),
    );
  });

  it('gives back tasks, phases, bodies and times in the words of the sheet without any template', async () => {
    const sheet = readCsvSheet(await sheetCsv(sheetOf(planned), 'gb18030'));
    const { into } = imported(typeof sheet === 'string' ? sheet : [sheet], examDay, null);
    const back = planRows(sound(into));
    expect(back.map(({ task, phase }) => [task, phase])).toEqual(
      rows.map(({ task, phase }) => [task, phase]),
    );
    // Named bodies, and instants of the season: kinds of units and the timetable are not in a sheet.
    const told = rows.map(({ lead, due }, n) => ({ lead, due, n }));
    const isNamed = ({ lead, due }: { lead: string; due: string }) =>
      !/各|考区/.test(lead) && /^[\d年月日 :]+$/.test(due);
    const named = told.filter(isNamed);
    expect(named.length).toBeGreaterThan(15);
    expect(named.map(({ n }) => [back[n]?.lead, back[n]?.due])).toEqual(
      named.map(({ lead, due }) => [lead, due]),
    );
  });
});
