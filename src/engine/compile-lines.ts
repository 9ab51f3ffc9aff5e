import { report, postFor, type Scene } from './compile-scene.js';
import type { EpochMs, Line, Post } from './model.js';
import type { LineSource, Target } from './season-plan.js';
import { naturally, unitOfPost } from './tree.js';

/** Of one duty, and of a whole season: what a person, and what a machine, can still hold. */
const MOST_LINES = 20_000;
const MOST_IN_SEASON = 5_000_000;

/**
 * The lines of an ask as the plan's registers and tree fill them in, then one for each joint department.
 * Null after a fault: no line at all, the same one twice, too many.
 */
export function linesOf(scene: Scene, dueAt: EpochMs): readonly Line[] | null {
  const { step, season } = scene;
  if (step.lines.length === 0 && !step.with?.length) return [];
  const lines: Line[] = [];
  for (const [n, source] of step.lines.entries()) {
    const found = expanded(scene, source, dueAt, n);
    if (lines.length + found.length > MOST_LINES || season.lineCount > MOST_IN_SEASON)
      return report(scene, 'lines-too-many', String(MOST_LINES), ['lines', n]);
    if (found.length === 0) return report(scene, 'lines-none', named(source), ['lines', n]);
    for (const line of found) lines.push(line);
    season.lineCount += found.length;
  }
  lines.push(...jointLines(scene, step.with ?? []));
  const repeated = repeatedIn(lines);
  return repeated === undefined ? lines : report(scene, 'line-repeats', repeated, ['lines']);
}

/** What a source of lines asks of each: the line's own id, or with facts `<id>.<fact>`. */
function expanded(scene: Scene, source: LineSource, dueAt: EpochMs, n: number): Line[] {
  if ('id' in source) return [{ id: source.id, by: postFor(scene, source.by, 'lines', n, 'by') }];
  const each = subjects(scene, source, dueAt, n);
  const { facts } = source;
  if (facts.length === 0) return each;
  return each.flatMap(({ id, by }) => facts.map((fact) => ({ id: `${id}.${fact}`, by })));
}

function subjects(
  scene: Scene,
  source: Exclude<LineSource, { id: string }>,
  dueAt: EpochMs,
  n: number,
): Line[] {
  const { season, unit } = scene;
  const below = `${unit.path}/`;
  if ('each' in source) {
    const { each, role, reach } = source;
    return season.plan.units
      .filter(({ kind, path }) => kind === each && (reach === 'season' || path.startsWith(below)))
      .map(({ path }) => ({ id: lineId(path), by: `${path}#${role}` }))
      .sort((a, b) => naturally(a.id, b.id));
  }
  if ('holders' in source) {
    const post = `${unit.path}#${source.holders}`;
    return holdersOn(scene, post, dueAt).map((id) => ({ id, by: post }));
  }
  const by = postFor(scene, source.by, 'lines', n, 'by');
  if ('rooms' in source)
    return Array.from({ length: unit.rooms }, (_, room) => ({ id: `room-${room + 1}`, by }));
  return (season.plan.devices ?? [])
    .filter((device) => device.kind === source.devices)
    .filter((device) => device.unit === unit.path || device.unit.startsWith(below))
    .map(({ id }) => ({ id, by }))
    .sort((a, b) => naturally(a.id, b.id));
}

/** Who holds a post on the day of an instant, each once. */
function holdersOn({ season }: Scene, post: Post, at: EpochMs): string[] {
  const day = season.anchors.calendar.dateOf(at);
  const inOffice = (season.holders.get(post) ?? []).filter(
    ({ from, to }) => (from === '' || from <= day) && (to === '' || day <= to),
  );
  return [...new Set(inOffice.map(({ person }) => person))].sort(naturally);
}

/** A joint department's line is named by its unit; by unit and role where two posts of one are joined. */
function jointLines(scene: Scene, targets: readonly Target[]): Line[] {
  const posts = targets.map((target, n) => postFor(scene, target, 'with', n));
  return posts.map((by) => {
    const unit = unitOfPost(by);
    const isOnly = posts.filter((other) => unitOfPost(other) === unit).length === 1;
    return { id: isOnly ? lineId(unit) : `${lineId(unit)}.${by.slice(unit.length + 1)}`, by };
  });
}

/** The path below the root, without slashes. */
const lineId = (path: string): string => path.split('/').slice(1).join('-') || path;

function repeatedIn(lines: readonly Line[]): string | undefined {
  const seen = new Set<string>();
  return lines.find(({ id }) => seen.size === seen.add(id).size)?.id;
}

const named = (source: LineSource): string =>
  'each' in source
    ? source.each
    : 'holders' in source
      ? source.holders
      : 'devices' in source
        ? source.devices
        : 'rooms';
