import { forbiddenAsked, forbiddenIn } from '../policy/forbidden.js';
import type { Fault } from './faults.js';
import type { CheckedStep } from './scene.js';

/** No form asks for paper contents, codes, routes or numbers of persons, and no title holds them. The words found are not repeated. */
export function checkForbidden({ yaml: { title, form }, fault }: CheckedStep): Fault[] {
  const asked = form.fields.flatMap((field, n) => {
    const kind = forbiddenAsked(field);
    return kind ? [fault('forbidden-field', { id: field.id, kind }, 'form', 'fields', n)] : [];
  });
  const titles = [
    [title, ['title']] as const,
    ...form.fields.map((field, n) => [field.title, ['form', 'fields', n, 'title']] as const),
  ];
  const said = titles.flatMap(([words, path]) => {
    const kind = forbiddenIn(words.zh) ?? forbiddenIn(words.en);
    return kind ? [fault('forbidden-words', { kind }, ...path)] : [];
  });
  return [...asked, ...said];
}
