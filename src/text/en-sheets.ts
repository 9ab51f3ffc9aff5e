import { counted } from './en-counted.js';
import type { zhSheets } from './zh-CN-sheets.js';

/** What is said about task sheets and new season folders, in English. */
export const enSheets = {
  imported: ({ tasks, units, people, folder }) =>
    `imported ${counted(tasks, 'task')}, ${counted(units, 'unit')}, ${counted(people, 'person', 'people')}; the plan is in ${folder}`,
  doubts: (count, sheet) => `${sheet}: ${count} to look at (also in import-doubts.csv):`,
  doubtHeads: ['row', 'column', 'read', 'what was done'],
  printed: (count, files) => `${counted(count, 'task')} written: ${files.join(', ')}`,
  made: (folder, files) =>
    `${folder} is made (${files.join(', ')}): fit it to your case, then check it`,
  sound: (steps, units) =>
    `the plan is sound: ${counted(units, 'unit')}, ${counted(steps, 'step')}`,
  page: {
    body: (unit) => `Issued by: ${unit}`,
    examDay: (day) => `First exam day: ${day}`,
    count: (count) => counted(count, 'task'),
    issued: 'Approved by (signature)',
    seal: 'Seal',
    date: 'Date',
    before: 'Page ',
    between: ' of ',
    after: ' pages',
  },
} satisfies typeof zhSheets;
