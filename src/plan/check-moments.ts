import { momentRefs, parseMoment } from '../engine/moment.js';
import { checkNamed } from './check-named.js';
import { someOf, type Fault } from './faults.js';
import type { CheckedStep, Scene } from './scene.js';

type Key = readonly string[];

/** What the moments of a step hang on exists: an exam, a session of its own, another step of the same unit. */
export function checkMoments(scene: Scene, checked: CheckedStep): Fault[] {
  const { due, opens, series, watch } = checked.step;
  // The due moment of what lasts is its end, unless it is written.
  const said: (readonly [string | null | undefined, Key])[] = [
    [opens, ['opens']],
    [checked.yaml.due === undefined ? null : due, ['due']],
    [series?.from, ['series', 'from']],
    [series?.until, ['series', 'until']],
    [watch?.from, ['watch', 'from']],
    [watch?.until, ['watch', 'until']],
  ];
  return said.flatMap(([text, key]) => (text ? momentFaults(scene, checked, text, key) : []));
}

function momentFaults(scene: Scene, checked: CheckedStep, text: string, key: Key): Fault[] {
  const { step, fault } = checked;
  const ast = parseMoment(text);
  if (ast === null) return [];
  const { exam, step: other, session, begun } = momentRefs(ast);
  if (begun && step.procedure === undefined) return [fault('begun-without-procedure', {}, ...key)];
  const exams = (scene.plan.exams ?? []).map(({ id }) => id);
  if (exam !== null && !exams.includes(exam))
    return [fault('unknown-exam', { exam, known: someOf(exams, 20) || '–' }, ...key)];
  if (session && step.sessions === null) return [fault('moment-without-session', { text }, ...key)];
  return other === null ? [] : checkNamed(scene, checked, other.id, 'moment-elsewhere', key);
}
