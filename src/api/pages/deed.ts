import type { Messages } from '../../../workflows/messages.js';
import type { AnsweredLine, Form, FormValue } from '../../engine/model.js';
import type { DutySight } from '../../service/desks/duty-sight.js';
import { deskRefusal } from '../../service/desks/refusing.js';
import { Refusal } from '../../service/outcome.js';
import type { ActName } from '../../service/port.js';
import { refusals } from '../../text/refusals.js';
import { NO_PROMISE, OWN_TIME } from '../../web/promise.js';
import { fromField } from '../../web/when.js';
import { keyOf, type Fields } from './page.js';

export interface Deed {
  readonly name: ActName;
  readonly message: Messages[ActName];
}

/** What a page's form can do to a duty. */
const ACTS = [
  ...(['completeSteps', 'signFor', 'answer', 'confirm', 'accept', 'return'] as const),
  ...(['waive', 'handOn', 'object', 'amend'] as const),
] as const;
type Act = (typeof ACTS)[number];

/** The command that a form means; `by` is left to whoever sends it. Throws `Refusal` where it means none. */
export function deedIn(
  fields: Fields,
  sight: DutySight,
  sender: { readonly by: string; readonly happenedAt?: number } = { by: '' },
): Deed {
  const name = ACTS.find((act) => act === fields['_act']);
  if (name === undefined) throw unreadable('_act');
  const { step, session } = sight.dossier.duty;
  const on = {
    ...{ step, ...sender, key: keyOf(fields, name) },
    ...(session !== null && { occurrence: session }),
  };
  return { name, message: { ...on, ...contentOf(name, fields, sight) } };
}

function contentOf(name: Act, fields: Fields, sight: DutySight): object {
  const text = (field: string): string => (fields[field] ?? '').trim();
  const zone = sight.season.timezone;
  switch (name) {
    case 'completeSteps': {
      const form = formIn(fields, sight);
      return Object.keys(form).length === 0 ? {} : { form };
    }
    case 'amend':
      return { form: formIn(fields, sight), reason: text('reason') };
    case 'answer':
      return { lines: linesIn(fields, sight) };
    case 'signFor':
      return promiseIn(fields, zone);
    case 'confirm':
      return { post: text('post'), content: text('content') };
    case 'accept':
      return text('reason') === '' ? {} : { reason: text('reason') };
    case 'return':
      return { reason: text('reason'), dueAt: instant(zone, text('dueAt')) };
    case 'waive':
    case 'object':
      return { reason: text('reason') };
    case 'handOn':
      return { to: text('to') };
  }
}

/** One of the times offered, another one, or none; pages without an offer have the other one alone. */
function promiseIn(fields: Fields, zone: string): { readonly promiseAt?: number } {
  const { promise: chosen = '', promiseAt: own = '' } = fields;
  if (chosen === NO_PROMISE) return {};
  if (chosen !== '' && chosen !== OWN_TIME) return { promiseAt: instant(zone, chosen) };
  if (own.trim() !== '') return { promiseAt: instant(zone, own.trim()) };
  if (chosen === OWN_TIME) throw deskRefusal('promise-missing');
  return {};
}

/** The duty's own form: each field by its type, empty ones left out. */
function formIn(fields: Fields, { dossier }: DutySight): Form {
  const form: Record<string, FormValue> = {};
  for (const { id, type } of dossier.fields) {
    const said = (fields[`form.${id}`] ?? '').trim();
    if (said === '') continue;
    form[id] = type === 'number' ? Number(said) : type === 'yes' ? said === 'yes' : said;
  }
  const note = (fields['form.note'] ?? '').trim();
  return note === '' ? form : { ...form, note };
}

function linesIn(fields: Fields, { lines }: DutySight): AnsweredLine[] {
  const note = (fields['note'] ?? '').trim();
  const answered = lines.flatMap((line): AnsweredLine[] => {
    const state = fields[`line.${line}`];
    if (state !== 'normal' && state !== 'abnormal') return [];
    return [{ line, state, ...(state === 'abnormal' && note !== '' && { note }) }];
  });
  return fields['rest'] === 'yes' ? [...answered, { line: '*', state: 'normal' }] : answered;
}

function instant(zone: string, text: string): number {
  const at = fromField(zone, text);
  if (at === null) throw unreadable(text);
  return at;
}

/** A time as a form gives it; undefined where it is left empty. */
export const instantSaid = (zone: string, text: string | undefined): number | undefined =>
  text === undefined || text.trim() === '' ? undefined : instant(zone, text.trim());

const unreadable = (detail: string): Refusal => {
  const { zh, en } = refusals.unreadable;
  return new Refusal('unreadable', zh.replace('{}', detail), en.replace('{}', detail));
};
