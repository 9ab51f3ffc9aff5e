import { join } from 'node:path';
import { plusDays } from '../engine/calendar.js';
import { isCivilDate } from '../engine/moment.js';
import type { PostHolder, SeasonPlan } from '../engine/season-plan.js';
import type { WorkYear } from '../engine/workdays.js';
import { checkCircles } from './check-circles.js';
import { readCustody } from './custody-files.js';
import { calendarsOf, registersOf } from './beside.js';
import { checkLadders } from './check-ladders.js';
import { checkPeople } from './check-people.js';
import { checkPosts } from './check-posts.js';
import { checkReferences } from './check-references.js';
import { checkSteps } from './check-steps.js';
import { addAll, faultAt, sortFaults, type Fault, type Place } from './faults.js';
import { inMemory, onDisk, type Contents, type Files } from './files.js';
import { folderWith, readChain, sourceIn, textIn } from './read-chain.js';
import { readPlan } from './read-plan.js';
import { readPosts, type PlacedHolder } from './read-posts.js';
import { readRehearsal } from './read-rehearsal.js';
import { readSessions } from './read-sessions.js';
import { readUnits } from './read-units.js';
import { readRoomRules } from './read-rooms.js';
import { readRoster, type PlacedRow } from './read-roster.js';
import type { ReadRegisters, Registers } from './register.js';
import type { RehearsalScript } from './rehearsal-script.js';
import { sceneOf, type Scene } from './scene.js';
import type { Path, YamlSource } from './yaml-source.js';

/** The files of a season folder besides its calendars; those from `roster.csv` on may be absent, the others where a template has them. */
const FILES = [
  'plan.yaml',
  'units.csv',
  'sessions.yaml',
  'posts.csv',
  'roster.csv',
  'rehearsal.yaml',
  'custody.yaml',
  'consignments.yaml',
  'packets.csv',
  'rooms.yaml',
] as const;
export type FileName = (typeof FILES)[number];

/** A season folder that holds together. */
export interface SeasonFolder {
  readonly plan: SeasonPlan;
  readonly posts: readonly PostHolder[];
  readonly rehearsal: RehearsalScript | null;
  /** Who is on duty in the watches; empty where nobody has said so yet. */
  readonly roster: readonly PlacedRow[];
  readonly registers: Registers;
  /** Working days that the folder brings along; they stand above those that Kaowu knows. */
  readonly workYears: readonly WorkYear[];
  /** Where a key of a step is written, be it in a template; of a missing key, where the step is. */
  placeOf(step: string, ...path: Path): Place;
}

/** What is said in place of the file's own words: a template's season and day are only examples. */
export interface Overrides {
  readonly season?: string;
  /** `YYYY-MM-DD`, the first day of the first exam; the others keep their distance from it. */
  readonly examDay?: string;
}

// Twice a national season: past this, checking would take minutes.
const MAX_DUTIES = 3_000_000;

/**
 * Reads and checks a season folder and the templates it extends (docs/plan-format.md). Every fault is
 * reported at once, sorted by place. Never throws on what files hold; throws `RangeError` where an
 * override is no season id or no date.
 */
export function readSeasonFolder(
  folder: string,
  overrides: Overrides = {},
): SeasonFolder | { readonly faults: Fault[] } {
  return readSeasonFrom(onDisk, join(folder, '.'), overrides);
}

/** The same for files already in memory; `folder` only names them in faults. */
export function readSeasonFiles(
  folder: string,
  contents: Contents,
  overrides: Overrides = {},
): SeasonFolder | { readonly faults: Fault[] } {
  return readSeasonFrom(inMemory(folder, contents), folder, overrides);
}

/** The same from wherever the files are. */
export function readSeasonFrom(
  files: Files,
  folder: string,
  overrides: Overrides,
): SeasonFolder | { readonly faults: Fault[] } {
  checkOverrides(overrides);
  const faults: Fault[] = [];
  const chain = readChain(files, folder, faults);
  const text = (name: FileName): string | null =>
    textIn(files, folderWith(files, chain, name), name, faults);
  const yaml = (name: FileName): YamlSource | null =>
    sourceIn(files, folderWith(files, chain, name), name, faults);
  const has = (name: FileName): boolean =>
    chain.folders.some((one) => files.read(one, name) !== null);
  const placed = (name: FileName): { file: string; text: string } | null => {
    const read = text(name);
    return read === null ? null : { file: pathOf(name), text: read };
  };
  const pathOf = (name: FileName): string => join(folderWith(files, chain, name), name);

  const file = chain.plan && keep(readPlan(chain.plan), faults).file;
  const kinds = file?.kinds.map(({ id }) => id) ?? null;
  const unitText = text('units.csv');
  const unitRead = unitText === null ? null : readUnits(pathOf('units.csv'), unitText, kinds);
  // A list with a fault is no list: what refers to it would only look wrong too.
  const units = unitRead && keep(unitRead, faults).faults.length === 0 ? unitRead.units : [];
  const paths = new Set(units.map(({ path }) => path));
  const sessionSource = yaml('sessions.yaml');
  const sessionRead = sessionSource && keep(readSessions(sessionSource, file), faults);
  const sessions = sessionRead && sessionRead.faults.length === 0 ? sessionRead.sessions : [];
  const registers = registersOf(files, file, paths, faults);
  const postText = text('posts.csv');
  const postRead =
    postText === null ? null : readPosts(pathOf('posts.csv'), postText, paths, registers);
  const posts = postRead ? keep(postRead, faults).posts : [];
  const roster = has('roster.csv')
    ? keep(readRoster(pathOf('roster.csv'), text('roster.csv') ?? '', paths), faults).rows
    : [];
  const workYears = calendarsOf(files, chain, faults);
  if (file === null) return { faults: sortFaults(faults) };

  const papers = has('consignments.yaml')
    ? readCustody(
        {
          rules: yaml('custody.yaml'),
          consignments: yaml('consignments.yaml'),
          packets: placed('packets.csv'),
        },
        { file, units, sessions, posts },
        faults,
      )
    : null;
  const roomsAt = has('rooms.yaml') ? yaml('rooms.yaml') : null;
  const rooms = roomsAt && keep(readRoomRules(roomsAt, file), faults).rules;
  const devices = registers.broken ? undefined : (registers.devices ?? []);
  const scene = sceneOf(file, [...units, ...(papers?.units ?? [])], sessions, devices);
  const script = has('rehearsal.yaml') ? yaml('rehearsal.yaml') : null;
  const rehearsal = script ? keep(readRehearsal(script, scene), faults).script : null;
  addAll(faults, sceneFaults(scene, { posts, roster, registers }, faults));
  if (faults.length > 0) return { faults: sortFaults(faults) };
  const { people, departments } = registers;
  return {
    plan: overridden(
      { ...scene.plan, ...(papers && { custody: papers.source }), ...(rooms && { rooms }) },
      overrides,
    ),
    ...{ rehearsal, workYears },
    registers: { people, departments, devices: registers.devices },
    posts: posts.map(holderOf),
    roster,
    placeOf: (step, ...path) =>
      scene.byId.get(step)?.place(...path) ?? papers?.placeOf(step, path) ?? file.source.place([]),
  };
}

/** Without its place: what is stored and hashed. */
const holderOf = ({ post, person, name, title, from, to }: PlacedHolder): PostHolder => ({
  ...{ post, person, name, title, from, to },
});

/** Another season id, and all exams moved by as many days as the first. */
function overridden(plan: SeasonPlan, { season, examDay }: Overrides): SeasonPlan {
  const named = season === undefined ? plan : { ...plan, season };
  if (examDay === undefined) return named;
  const days = (Date.parse(examDay) - Date.parse(plan.examDay)) / 86_400_000;
  const exams = plan.exams?.map((exam) => ({
    ...exam,
    firstDay: plusDays(exam.firstDay, days),
    lastDay: plusDays(exam.lastDay, days),
  }));
  return { ...named, examDay, ...(exams && { exams }) };
}

/** Posts are looked at only where the lists they come from could be read. */
function sceneFaults(scene: Scene, people: PeopleFiles, before: readonly Fault[]): Fault[] {
  const duties = scene.steps.reduce((sum, { owers }) => sum + owers.length, 0);
  if (duties > MAX_DUTIES) {
    const place = scene.file.source.place(['steps']);
    return [faultAt(place, 'plan-too-large', { limit: MAX_DUTIES })];
  }
  const listed = !before.some(({ file }) => file.endsWith('.csv'));
  return [
    ...checkReferences(scene),
    ...checkSteps(scene),
    ...checkLadders(scene),
    ...checkCircles(scene),
    ...(listed ? checkPosts(scene, people.posts) : []),
    ...checkPeople(scene, people.posts, people.roster, people.registers),
  ];
}

interface PeopleFiles {
  readonly posts: readonly PlacedHolder[];
  readonly roster: readonly PlacedRow[];
  readonly registers: ReadRegisters;
}

function checkOverrides({ season, examDay }: Overrides): void {
  if (season !== undefined && !/^[a-z0-9][a-z0-9-]{0,63}$/.test(season))
    throw new RangeError(`not a season id: ${season}`);
  if (examDay !== undefined && !isCivilDate(examDay))
    throw new RangeError(`not a date: ${examDay}`);
}

function keep<T extends { readonly faults: readonly Fault[] }>(read: T, faults: Fault[]): T {
  addAll(faults, read.faults);
  return read;
}
