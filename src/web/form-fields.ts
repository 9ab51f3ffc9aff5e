import type { Html } from '../report/page/html.js';
import type { Form, FormValue } from '../engine/model.js';
import type { AskedField } from '../service/asked-fields.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { field, radios, tick, words } from './forms.js';

/** An exception in each room of a large site. */
const MOST_OF_ROOMS = 2_000;

/** Makes a form of a duty's page: which act it is, what it asks, what its button says. */
export type Send = (
  act: string,
  parts: readonly (Html | null)[],
  submit: string,
  kind?: 'soft' | 'bad',
) => Html;

/** A duty's own form, with what was said before where it is said again. */
export function formFields(
  lang: Lang,
  fields: readonly AskedField[],
  said: Form = {},
): readonly Html[] {
  const parts = fields.map((one) => formField(lang, one, said[one.id]));
  const needsWords = said['note'] !== undefined || fields.some(({ type }) => type === 'state');
  if (!needsWords) return parts;
  return [
    ...parts,
    words('form.note', texts(lang).desks.duty.note, false, `${said['note'] ?? ''}`),
  ];
}

function formField(lang: Lang, asked: AskedField, said: FormValue = ''): Html {
  const t = texts(lang).desks;
  const { title, type, required } = asked;
  const name = `form.${asked.id}`;
  const label = title[lang];
  const before = said === '' ? null : { value: String(said) };
  switch (type) {
    case 'number':
      return field({
        ...{ name, label, type: 'number', isRequired: required, inputmode: 'numeric' },
        ...{ ...filledIn(lang, asked), ...before },
      });
    case 'rooms':
      return field({ name, label, max: MOST_OF_ROOMS, ...filledIn(lang, asked), ...before });
    case 'text':
      return words(name, label, required, before?.value);
    case 'yes':
      return tick(name, label, required, said === true);
    case 'state':
      return radios(
        name,
        label,
        [
          ['normal', t.duty.normal],
          ['abnormal', t.duty.abnormal],
        ],
        required,
        before?.value,
      );
  }
}

/** What stands in a field before anybody types, and what is said under it. */
export function filledIn(
  lang: Lang,
  { type, expected, rooms = 0 }: AskedField,
): { readonly value?: string; readonly hint?: string } {
  const t = texts(lang).desks.duty;
  if (type === 'rooms') return { hint: t.roomsHint(rooms) };
  return expected === undefined ? {} : { value: String(expected), hint: t.expectedHint(expected) };
}
