import type { Duty, Field, Form, FormValue, Refusal } from './model.js';

export interface Fault {
  readonly refused: Refusal;
  readonly detail: string;
}

/** The first thing wrong with a form, or null: fields there and of their type, numbers that agree. */
export function faultIn({ fields, checks }: Duty, form: Form): Fault | null {
  const known = new Map(fields.map((field) => [field.id, field]));
  for (const id of Object.keys(form))
    if (!known.has(id) && id !== NOTE)
      return { refused: 'field-unknown', detail: id.slice(0, 100) };
  for (const field of fields) {
    const refused = fieldFault(field, form[field.id]);
    if (refused) return { refused, detail: field.id };
  }
  if (isAbnormal({ fields }, form) && !form[NOTE])
    return { refused: 'abnormal-needs-words', detail: NOTE };
  for (const { left, right } of checks) {
    const [a, b] = [sum(form, left), sum(form, right)];
    const detail = `${left.join('+')}=${a} ≠ ${right.join('+')}=${b}`;
    if (a !== b) return { refused: 'numbers-differ', detail };
  }
  return null;
}

/** Whether the form says that something is not as it should be (异常): told at once, not when due. */
export const isAbnormal = ({ fields }: Pick<Duty, 'fields'>, form: Form): boolean =>
  fields.some(({ id, type }) => type === 'state' && form[id] === 'abnormal');

// Words that explain; every form takes them.
const NOTE = 'note';

function fieldFault({ type, required }: Field, value: FormValue | undefined): Refusal | null {
  if (value === undefined || value === '') return required ? 'field-missing' : null;
  return isOf[type](value) ? null : 'field-type';
}

const isOf: Record<Field['type'], (value: FormValue) => boolean> = {
  number: (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
  text: (value) => typeof value === 'string',
  yes: (value) => value === true,
  state: (value) => value === 'normal' || value === 'abnormal',
};

const sum = (form: Form, ids: readonly string[]): number =>
  ids.reduce((total, id) => total + (typeof form[id] === 'number' ? form[id] : 0), 0);
