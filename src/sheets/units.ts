import { parentOf } from '../engine/compile.js';
import type { Entry, UnitSource } from '../engine/season-plan.js';
import { departmentNamed, isEducation, isOrganiser, isSite } from './departments.js';
import type { DoubtCode } from './doubts.js';

/** What came of reading a cell with units. */
export interface UnitsRead {
  readonly paths: readonly string[];
  readonly doubts: readonly { readonly code: DoubtCode; readonly assumed: string }[];
}

/** The units of the season, those of the template and those that the sheet brings. */
export interface UnitBook {
  readonly root: string;
  /** Takes note of all that is named, so that `各成员单位` means them all, wherever it stands. */
  meet(texts: readonly string[]): void;
  /** The units that a cell names, in its order, each once. */
  read(text: string): UnitsRead;
  list(): readonly UnitSource[];
  titleOf(path: string): string;
}

export interface UnitBookSource {
  readonly units: readonly UnitSource[];
  readonly kinds: readonly Entry[];
  /** Title of the root where there is no template. */
  readonly rootTitle: string;
  /** Names decided before: as in the sheet, and the unit's path. */
  readonly said: Readonly<Record<string, string>>;
}

const SPLIT = /[、;；,，\n|]+|(?<=[局委办部会司队校院点])和(?=[^和])/;
const EVERY = /^(?:各个?|所有|全部|全体)(?:相关|有关)?(.*?)(?:[（(]\d+个?[)）])?$/;
const VAGUE = /^(?:各?(?:相关|有关)(?:部门|单位|成员单位|科室)?|其他.*|等)$/;

/** Opens the book; it grows by every unit that is named and not known. */
export function unitBook({ units, kinds, rootTitle, said }: UnitBookSource): UnitBook {
  const kindLike = (words: RegExp, id: string): string =>
    kinds.find((kind) => kind.id === id || words.test(kind.title.zh))?.id ?? kinds.at(-1)?.id ?? id;
  const site = kindLike(/考点/, 'site');
  const department = kindLike(/成员单位|部门/, 'department');
  const known = [...units];
  const seen = new Map<string, UnitsRead>();
  const told = new Set<string>();
  const region =
    /^\p{Script=Han}{1,6}?[省市县区旗]/u.exec(known[0]?.title.zh ?? rootTitle)?.[0] ?? '';
  if (known.length === 0) {
    const kind = kindLike(/考区|考试区/, 'area');
    known.push(unitOf('area', kind, rootTitle, `[zh] ${rootTitle}`));
  }
  const root = known[0]?.path ?? 'area';
  const bare = (name: string): string => bareIn(region, name);
  const ofKind = (kind: string): string[] =>
    known.filter((unit) => unit.kind === kind && unit.path !== root).map(({ path }) => path);

  return { root, meet, read, list: () => known, titleOf };

  function meet(texts: readonly string[]): void {
    for (const name of texts.flatMap(namesOf))
      if (!EVERY.test(name) && !VAGUE.test(name) && !seen.has(name)) seen.set(name, one(name));
  }

  function titleOf(path: string): string {
    return known.find((unit) => unit.path === path)?.title.zh ?? path;
  }

  function read(text: string): UnitsRead {
    const found = namesOf(text).map(resolved);
    return {
      paths: [...new Set(found.flatMap(({ paths }) => paths))],
      doubts: found.flatMap(({ doubts }) => doubts),
    };
  }

  /** A name is doubted where it stands first. */
  function resolved(name: string): UnitsRead {
    const before = seen.get(name);
    const read = before ?? one(name);
    seen.set(name, read);
    if (told.has(name)) return sure(read.paths);
    told.add(name);
    return read;
  }

  function one(name: string): UnitsRead {
    const path = said[name];
    if (path !== undefined && known.some((unit) => unit.path === path)) return sure([path]);
    const exact = known.filter(({ title }) => title.zh === name);
    const alike = known.filter(
      ({ title }) => bare(title.zh) === bare(name) && !isElsewhere(title.zh, name),
    );
    const [unit] = exact.length > 0 ? exact : alike.length === 1 ? alike : [];
    if (unit) return sure([unit.path]);
    if (VAGUE.test(name)) return vague(ofKind(department));
    return everyOne(name) ?? like(name) ?? added(name);
  }

  /** `各考点`, `各考点（34）`, `各成员单位`. */
  function everyOne(name: string): UnitsRead | null {
    const [whole, what = ''] = EVERY.exec(name) ?? [];
    if (whole === undefined) return null;
    const below = belowEach(what);
    if (below.length > 0) return sure(below);
    const kind = kinds.find(({ title }) => title.zh === what)?.id ?? kindMeant(what);
    if (kind === null) return null;
    const paths = ofKind(kind);
    if (paths.length > 0) return sure(paths);
    if (kind !== site) return vague([root]);
    const unit = unitOf(`${root}/site-1`, site, '考点（待补）', 'Site (to be completed)');
    known.push(unit);
    return { paths: [unit.path], doubts: [{ code: 'sites-unknown', assumed: unit.title.zh }] };
  }

  /** `各考区财政局`: the bodies of this name below the units of a kind. */
  function belowEach(what: string): string[] {
    const above = kinds.find(({ title }) => what.startsWith(title.zh) && what !== title.zh);
    const name = what.slice(above?.title.zh.length ?? 0);
    if (above === undefined || name.length < 2) return [];
    const parents = new Set(known.filter(({ kind }) => kind === above.id).map(({ path }) => path));
    return known
      .filter(({ path, title }) => parents.has(parentOf(path) ?? '') && title.zh.endsWith(name))
      .map(({ path }) => path);
  }

  function kindMeant(what: string): string | null {
    if (/考点|学校|中学|高中/.test(what)) return site;
    return /单位|部门|^$/.test(what) ? department : null;
  }

  /** A name that says the same in other words: without the county's name, or by what the body does. */
  function like(name: string): UnitsRead | null {
    const usual = departmentNamed(name);
    const near = known.filter(({ title }) => !isElsewhere(title.zh, name));
    const named = near.filter(({ path }) => path.split('/').at(-1) === usual?.id);
    const inside = near.filter(({ title }) => isAlike(bare(title.zh), bare(name)));
    const candidates = named.length === 1 ? named : inside;
    const unit = candidates.length === 1 ? candidates[0] : undefined;
    if (unit)
      return { paths: [unit.path], doubts: [{ code: 'unit-like', assumed: unit.title.zh }] };
    // With a template the office that runs the exam is its root, not a department.
    if (
      units.length === 0 ? !/考区|考委|招委/.test(name) : !isOrganiser(name) && !isEducation(name)
    )
      return null;
    return { paths: [root], doubts: [{ code: 'unit-like', assumed: titleOf(root) }] };
  }

  function added(name: string): UnitsRead {
    const isSchool = isSite(name);
    const usual = isSchool ? null : departmentNamed(name);
    const title = name.replace(/^[=+@-]+/, '').slice(0, 60);
    const path = free(`${root}/${usual?.id ?? (isSchool ? 'site' : 'unit')}`, usual === null);
    known.push(unitOf(path, isSchool ? site : department, title, usual?.en ?? `[zh] ${title}`));
    return { paths: [path], doubts: [{ code: 'unit-new', assumed: `${title} ${path}` }] };
  }

  function free(path: string, isNumbered: boolean): string {
    const isTaken = (one: string): boolean => known.some((unit) => unit.path === one);
    if (!isNumbered && !isTaken(path)) return path;
    for (let n = isNumbered ? 1 : 2; ; n += 1) if (!isTaken(`${path}-${n}`)) return `${path}-${n}`;
  }

  function vague(paths: string[]): UnitsRead {
    const found = paths.length > 0 ? paths : [root];
    const assumed = found.length > 3 ? `${found.length}个单位` : found.map(titleOf).join('、');
    return { paths: found, doubts: [{ code: 'units-vague', assumed }] };
  }
}

const sure = (paths: readonly string[]): UnitsRead => ({ paths, doubts: [] });

const unitOf = (path: string, kind: string, zh: string, en: string): UnitSource => ({
  ...{ path, kind, title: { zh, en } },
  ...{ candidates: 0, rooms: 0 },
});

const namesOf = (text: string): string[] =>
  text
    .split(SPLIT)
    .map((name) =>
      name
        .replace(/[（(](?:牵头|配合|主责)[)）]$/, '')
        .replace(/等$/, '')
        .trim(),
    )
    .filter((name) => name !== '');

/** The region in a body's name: `岚溪县公安局` has a name and a level, `县公安局` the level only. */
function regionOf(name: string): { readonly name: string; readonly level: string } {
  const [, own = '', level = ''] =
    /^(\p{Script=Han}{0,5}?)((?<!城)[省市县区旗])(?!场|政|域|管)(?=\p{Script=Han}{2})/u.exec(
      name,
    ) ?? [];
  return { name: own, level };
}

/** Bodies of two regions, or of a city and a district, are never one, whatever they are called. */
function isElsewhere(a: string, b: string): boolean {
  const [one, other] = [regionOf(a), regionOf(b)];
  if (one.level === '' || other.level === '') return false;
  return (
    one.level !== other.level || (one.name !== '' && other.name !== '' && one.name !== other.name)
  );
}

/** One name inside the other, and not those of two bodies that both are known. */
function isAlike(a: string, b: string): boolean {
  const [one, other] = [departmentNamed(a)?.id, departmentNamed(b)?.id];
  if (one !== undefined && other !== undefined && one !== other) return false;
  return Math.min(a.length, b.length) >= 3 && (a.includes(b) || b.includes(a));
}

/** Without blanks, brackets and the county's own name: `岚溪县公安局` and `县公安局` are one. */
const bareIn = (region: string, name: string): string => {
  const plain = name.normalize('NFKC').replace(/\([^()]*\)|\s/g, '');
  const local = region !== '' && plain.startsWith(region) ? plain.slice(region.length) : plain;
  return local
    .replace(/^[省市县区旗](?!场监|政|域|管)(?=\p{Script=Han}{2})/u, '')
    .replace(/委员会$/, '委');
};
