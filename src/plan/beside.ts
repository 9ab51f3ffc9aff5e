import { join } from 'node:path';
import type { WorkYear } from '../engine/workdays.js';
import { addAll, faultAt, type Fault } from './faults.js';
import type { Files } from './files.js';
import { readCalendar, yearOfCalendar } from './read-calendar.js';
import { sourceIn, textIn, type Chain } from './read-chain.js';
import type { PlanFile } from './read-plan.js';
import { readRegisters, type RegisterText } from './read-registers.js';
import type { ReadRegisters } from './register.js';

// More years than any season touches.
const MAX_CALENDARS = 20;

const NONE = { people: null, departments: null, devices: null };

/** The registers that a plan names; all null where it names none, or where the folder has none. */
export function registersOf(
  files: Files,
  file: PlanFile | null,
  units: ReadonlySet<string>,
  faults: Fault[],
): ReadRegisters {
  const folder = file?.registers ?? null;
  // Of a plan that cannot be read nobody knows whether it names registers.
  if (file === null || folder === null) return { ...NONE, broken: file === null };
  const before = faults.length;
  const textOf = (name: string): RegisterText => {
    if (files.read(folder, name) === null) return null;
    const text = textIn(files, folder, name, faults);
    return text === null ? null : { file: join(folder, name), text };
  };
  const people = textOf('people.csv');
  const departments = textOf('departments.csv');
  const devices = textOf('devices.csv');
  if (people === null && departments === null && devices === null)
    faults.push(faultAt(file.source.place(['registers']), 'registers-missing', { folder }));
  const read = readRegisters({ people, departments, devices }, units);
  addAll(faults, read.faults);
  const broken = faults.length > before;
  return { ...(broken ? NONE : read.registers), broken };
}

/** Every `calendar-YYYY.yaml` of a chain; where two folders have the same year, the nearer one counts. */
export function calendarsOf(files: Files, { folders }: Chain, faults: Fault[]): WorkYear[] {
  const folderOf = new Map<string, string>();
  for (const folder of folders)
    for (const name of files.list(folder))
      if (yearOfCalendar(name) !== null && !folderOf.has(name) && folderOf.size < MAX_CALENDARS)
        folderOf.set(name, folder);
  return [...folderOf].flatMap(([name, folder]) => {
    const source = sourceIn(files, folder, name, faults);
    if (source === null) return [];
    const { workYear, faults: found } = readCalendar(source, yearOfCalendar(name) ?? 0);
    addAll(faults, found);
    return workYear === null ? [] : [workYear];
  });
}
