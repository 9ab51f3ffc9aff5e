import { parentOf } from '../engine/compile.js';
import type { SeasonPlan, UnitSource } from '../engine/season-plan.js';
import type { Lang } from '../text/lang.js';

/** Units that are named together. */
interface Group {
  readonly title: string;
  readonly paths: readonly string[];
}

/**
 * How a cell names units: all of a kind as `各考点（34）`, the same body of every area as `各考区财政局（9）`, all others
 * by their titles.
 */
export function unitTextsOf(plan: SeasonPlan, lang: Lang): (paths: readonly string[]) => string {
  const groups = [...ofKinds(plan, lang), ...ofParents(plan, lang)];
  const titles = new Map(plan.units.map(({ path, title }) => [path, title[lang]]));
  return (paths) => {
    const left = new Set(paths);
    const texts: string[] = [];
    for (const { title, paths: all } of groups) {
      if (all.length < 2 || !all.every((path) => left.has(path))) continue;
      for (const path of all) left.delete(path);
      texts.push(lang === 'zh' ? `各${title}（${all.length}）` : `every ${title} (${all.length})`);
    }
    return [...texts, ...[...left].map((path) => titles.get(path) ?? path)].join('、');
  };
}

function ofKinds({ kinds, units }: SeasonPlan, lang: Lang): Group[] {
  return (kinds ?? []).map(({ id, title }) => ({
    title: title[lang],
    paths: units.slice(1).flatMap(({ kind, path }) => (kind === id ? [path] : [])),
  }));
}

/** Bodies of one name below all units of a kind: the end that their titles share tells what they are. */
function ofParents({ kinds, units }: SeasonPlan, lang: Lang): Group[] {
  const byPath = new Map(units.map((unit) => [unit.path, unit]));
  const kindAbove = (unit: UnitSource): string => byPath.get(parentOf(unit.path) ?? '')?.kind ?? '';
  const same = new Map<string, UnitSource[]>();
  for (const unit of units.slice(1)) {
    const key = `${kindAbove(unit)} ${unit.kind} ${unit.path.split('/').at(-1)}`;
    same.set(key, [...(same.get(key) ?? []), unit]);
  }
  return [...same.values()].flatMap((all) => {
    const [first] = all;
    const above = kinds?.find(({ id }) => first !== undefined && id === kindAbove(first));
    const name = sharedEnd(all.map(({ title }) => title[lang]));
    if (above === undefined || all.length < 3 || name.length < 3) return [];
    // Read back by this end, the words must mean these units and no others.
    const meant = units.filter(
      (unit) => kindAbove(unit) === above.id && unit.title[lang].endsWith(name),
    );
    if (meant.length !== all.length) return [];
    return [
      {
        title: `${above.title[lang]}${lang === 'en' ? ' ' : ''}${name}`,
        paths: all.map(({ path }) => path),
      },
    ];
  });
}

function sharedEnd(texts: readonly string[]): string {
  const [first = '', ...rest] = texts;
  let length = first.length;
  for (const text of rest) while (!text.endsWith(first.slice(first.length - length))) length -= 1;
  return first.slice(first.length - length).trim();
}
