import { someOf, type Fault } from './faults.js';
import type { CheckedStep, Scene } from './scene.js';
import type { LineYaml } from './schema-step.js';

type Key = keyof LineYaml;

/** What a line is about, and the keys that go with it: those it needs, and those it may have. */
const FORMS: Readonly<Partial<Record<Key, { needs: readonly Key[]; takes: readonly Key[] }>>> = {
  id: { needs: ['by'], takes: [] },
  each: { needs: ['role'], takes: ['reach', 'facts'] },
  rooms: { needs: ['by'], takes: ['facts'] },
  devices: { needs: ['by'], takes: ['facts'] },
  holders: { needs: [], takes: ['facts'] },
};

/** Each line of an ask is of one form, whole, and about something that there is. */
export function checkLines(scene: Scene, { yaml, fault }: CheckedStep): Fault[] {
  const seen = new Map<string, number>();
  return yaml.lines.flatMap((line, n) => [
    ...formFaults(line, (code, more, ...path) => fault(code, more, 'lines', n, ...path)),
    ...subjectFaults(scene, line, (code, more, ...path) => fault(code, more, 'lines', n, ...path)),
    ...repeated(line, n, seen, fault),
  ]);
}

function formFaults(line: LineYaml, fault: CheckedStep['fault']): Fault[] {
  const said = (Object.keys(line) as Key[]).filter((key) => line[key] !== undefined);
  const [about, second] = said.filter((key) => key in FORMS);
  const form = about && FORMS[about];
  if (about === undefined || form === undefined) return [fault('missing-key', { key: 'id' })];
  if (second !== undefined)
    return [fault('line-one-of', { keys: Object.keys(FORMS).join(', ') }, second)];
  const missing = form.needs.filter((key) => !said.includes(key));
  const strange = said.filter(
    (key) => key !== about && !form.needs.includes(key) && !form.takes.includes(key),
  );
  return [
    ...missing.map((key) => fault('missing-key', { key })),
    ...strange.map((key) => fault('not-for-line', { key, about }, key)),
  ];
}

function subjectFaults({ file, plan, units }: Scene, line: LineYaml, fault: CheckedStep['fault']) {
  const faults: Fault[] = [];
  const kinds = file.kinds.map(({ id }) => id);
  if (line.each !== undefined && !kinds.includes(line.each))
    faults.push(fault('unknown-kind', { kind: line.each, known: someOf(kinds, 20) }, 'each'));
  // Without units, or with a broken register, nobody knows which devices there are.
  if (line.devices !== undefined && units.size > 0 && plan.devices !== undefined) {
    const known = [...new Set(plan.devices.map(({ kind }) => kind))];
    if (!known.includes(line.devices)) {
      const said = { kind: line.devices, known: someOf(known, 20) || '–' };
      faults.push(fault('unknown-device-kind', said, 'devices'));
    }
  }
  const facts = line.facts ?? [];
  const twice = facts.findIndex((fact, n) => facts.indexOf(fact) < n);
  if (twice >= 0)
    faults.push(fault('duplicate-fact', { fact: facts[twice] ?? '' }, 'facts', twice));
  return faults;
}

function repeated(
  { id }: LineYaml,
  n: number,
  seen: Map<string, number>,
  fault: CheckedStep['fault'],
): Fault[] {
  if (id === undefined) return [];
  const first = seen.get(id);
  if (first !== undefined) return [fault('duplicate-id', { id, line: first }, 'lines', n, 'id')];
  seen.set(id, n + 1);
  return [];
}
