import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isCivilDate } from '../engine/moment.js';
import type { PostHolder, SeasonPlan } from '../engine/season-plan.js';
import { checkCircles } from './check-circles.js';
import { checkLadders } from './check-ladders.js';
import { checkPosts } from './check-posts.js';
import { checkReferences } from './check-references.js';
import { checkSteps } from './check-steps.js';
import { addAll, faultAt, sortFaults, type Fault } from './faults.js';
import { readPlan } from './read-plan.js';
import { readPosts } from './read-posts.js';
import { readRehearsal } from './read-rehearsal.js';
import { readSessions } from './read-sessions.js';
import { readUnits } from './read-units.js';
import type { RehearsalScript } from './rehearsal-script.js';
import { sceneOf, type Scene } from './scene.js';
import { decodeText, MAX_BYTES } from './text-file.js';
import { readYaml, type YamlSource } from './yaml-source.js';

/** The files of a season folder; only the last may be absent. */
export const FILES = [
  'plan.yaml',
  'units.csv',
  'sessions.yaml',
  'posts.csv',
  'rehearsal.yaml',
] as const;
export type FileName = (typeof FILES)[number];

/** A season folder that holds together. */
export interface SeasonFolder {
  readonly plan: SeasonPlan;
  readonly posts: readonly PostHolder[];
  readonly rehearsal: RehearsalScript | null;
}

/** What is said in place of the file's own words: a template's season and day are only examples. */
export interface Overrides {
  readonly season?: string;
  /** `YYYY-MM-DD` */
  readonly examDay?: string;
}

type Contents = Partial<Record<FileName, Uint8Array | Fault>>;

// Twice a national season: past this, checking would take minutes.
const MAX_DUTIES = 3_000_000;

/**
 * Reads and checks a season folder (`plan.yaml`, `units.csv`, `sessions.yaml`, `posts.csv`, optionally
 * `rehearsal.yaml`). Every fault is reported at once, sorted by place. Never throws on what files hold;
 * throws `RangeError` where an override is no season id or no date.
 */
export function readSeasonFolder(
  folder: string,
  overrides: Overrides = {},
): SeasonFolder | { readonly faults: Fault[] } {
  const read = FILES.map((name) => [name, readBytes(join(folder, name))] as const);
  const contents: Contents = Object.fromEntries(read.filter(([, bytes]) => bytes !== null));
  return readSeasonFiles(folder, contents, overrides);
}

/** The same for files already in memory; `folder` only names them in faults. */
export function readSeasonFiles(
  folder: string,
  contents: Contents,
  overrides: Overrides = {},
): SeasonFolder | { readonly faults: Fault[] } {
  checkOverrides(overrides);
  const faults: Fault[] = [];
  const text = (name: FileName): string | null => textOf(folder, name, contents[name], faults);
  const yaml = (name: FileName): YamlSource | null => yamlOf(folder, name, text(name), faults);

  const planSource = yaml('plan.yaml');
  const file = planSource && keep(readPlan(planSource), faults).file;
  const kinds = file?.kinds.map(({ id }) => id) ?? null;
  const unitText = text('units.csv');
  const unitRead = unitText === null ? null : readUnits(join(folder, 'units.csv'), unitText, kinds);
  // A list with a fault is no list: what refers to it would only look wrong too.
  const units = unitRead && keep(unitRead, faults).faults.length === 0 ? unitRead.units : [];
  const sessionSource = yaml('sessions.yaml');
  const sessionRead = sessionSource && keep(readSessions(sessionSource), faults);
  const sessions = sessionRead && sessionRead.faults.length === 0 ? sessionRead.sessions : [];
  const paths = new Set(units.map(({ path }) => path));
  const postText = text('posts.csv');
  const postRead = postText === null ? null : readPosts(join(folder, 'posts.csv'), postText, paths);
  const posts = postRead ? keep(postRead, faults).posts : [];
  if (file === null) return { faults: sortFaults(faults) };

  const scene = sceneOf(file, units, sessions);
  const script = contents['rehearsal.yaml'] && yaml('rehearsal.yaml');
  const rehearsal = script ? keep(readRehearsal(script, scene), faults).script : null;
  addAll(faults, sceneFaults(scene, posts, faults));
  if (faults.length > 0) return { faults: sortFaults(faults) };
  return { plan: { ...scene.plan, ...overrides }, posts, rehearsal };
}

/** Posts are looked at only where the lists they come from could be read. */
function sceneFaults(
  scene: Scene,
  posts: readonly PostHolder[],
  before: readonly Fault[],
): Fault[] {
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
    ...(listed ? checkPosts(scene, posts) : []),
  ];
}

function checkOverrides({ season, examDay }: Overrides): void {
  if (season !== undefined && !/^[a-z0-9][a-z0-9-]{0,63}$/.test(season))
    throw new RangeError(`not a season id: ${season}`);
  if (examDay !== undefined && !isCivilDate(examDay))
    throw new RangeError(`not a date: ${examDay}`);
}

/** Bytes of a file, null where an optional one is absent, or the fault that it cannot be read. */
function readBytes(file: string): Uint8Array | Fault | null {
  const start = { file, line: 1, column: 1 };
  try {
    const stat = statSync(file);
    // A pipe would wait for ever.
    if (!stat.isFile()) return faultAt(start, 'file-not-regular');
    if (stat.size > MAX_BYTES) return faultAt(start, 'file-too-large', { limit: '5 MB' });
    return readFileSync(file);
  } catch {
    return file.endsWith('rehearsal.yaml') ? null : faultAt(start, 'file-missing');
  }
}

function textOf(
  folder: string,
  name: FileName,
  bytes: Uint8Array | Fault | undefined,
  faults: Fault[],
): string | null {
  const file = join(folder, name);
  if (bytes === undefined) faults.push(faultAt({ file, line: 1, column: 1 }, 'file-missing'));
  else if (!(bytes instanceof Uint8Array)) faults.push(bytes);
  if (!(bytes instanceof Uint8Array)) return null;
  const read = decodeText(file, bytes, name.endsWith('.csv') ? 'csv' : 'yaml');
  if ('text' in read) return read.text;
  faults.push(read.fault);
  return null;
}

function yamlOf(
  folder: string,
  name: FileName,
  text: string | null,
  faults: Fault[],
): YamlSource | null {
  if (text === null) return null;
  const read = readYaml(join(folder, name), text);
  if ('source' in read) return read.source;
  addAll(faults, read.faults);
  return null;
}

function keep<T extends { readonly faults: readonly Fault[] }>(read: T, faults: Fault[]): T {
  addAll(faults, read.faults);
  return read;
}
