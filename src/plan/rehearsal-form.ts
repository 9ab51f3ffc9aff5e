import type { Check, Duty, Field, Form, FormValue } from '../engine/model.js';
import { draw } from './draw.js';

/** Numbers of the unit that fields of the same name should show. */
export interface Sizes {
  readonly candidates: number;
  readonly rooms: number;
}

/**
 * A form that a participant of a rehearsal fills in: every field there, every check satisfied, the same on
 * every call. `given` values are kept as long as the checks can hold with them.
 */
export function fillForm(duty: Duty, given: Form, unit: string, sizes: Sizes): Form {
  const said = duty.fields.filter(({ id }) => given[id] !== undefined);
  const values = Object.fromEntries(said.map(({ id }) => [id, given[id] ?? 0]));
  const numbers = numbersFor(duty, values, unit, sizes);
  const rest = duty.fields.map((field) => [field.id, numbers[field.id] ?? valueFor(field)]);
  return { ...Object.fromEntries(rest), ...values, ...numbers };
}

type Numbers = Record<string, number>;

function numbersFor(duty: Duty, given: Form, unit: string, sizes: Sizes): Numbers {
  const fields = duty.fields.filter(({ type }) => type === 'number').map(({ id }) => id);
  const numbers: Numbers = {};
  for (const id of fields) if (typeof given[id] === 'number') numbers[id] = given[id];
  const seed = `${unit} ${duty.id}`;
  for (const check of duty.checks) balance(check, numbers, seed, sizes, duty.id.includes('@'));
  for (const id of fields) numbers[id] ??= usual(id, `${seed} ${id}`, sizes, false);
  if (duty.checks.every((check) => agrees(check, numbers))) return numbers;
  // Nothing anywhere always agrees.
  const checked = new Set(duty.checks.flatMap(({ left, right }) => [...left, ...right]));
  return Object.fromEntries(fields.map((id) => [id, checked.has(id) ? 0 : (numbers[id] ?? 0)]));
}

/** The shorter side is the whole, the longer one its parts: the first takes what the small others leave. */
function balance(
  { left, right }: Check,
  numbers: Numbers,
  seed: string,
  sizes: Sizes,
  isPaper: boolean,
): void {
  const [parts, whole] = left.length >= right.length ? [left, right] : [right, left];
  for (const [n, id] of whole.entries())
    numbers[id] ??= n === 0 ? usual(id, `${seed} ${id}`, sizes, isPaper) : 0;
  const open = parts.filter((id) => numbers[id] === undefined);
  const [first, ...others] = open;
  for (const [n, id] of others.entries()) numbers[id] = draw(`${seed} part ${n}`, 4);
  if (first !== undefined) numbers[first] = Math.max(sum(whole, numbers) - sum(parts, numbers), 0);
}

function usual(id: string, seed: string, { candidates, rooms }: Sizes, isPaper: boolean): number {
  if (id === 'rooms') return rooms;
  return id === 'candidates' || isPaper ? candidates : 20 + draw(seed, 80);
}

const agrees = ({ left, right }: Check, numbers: Numbers): boolean =>
  sum(left, numbers) === sum(right, numbers);

const sum = (ids: readonly string[], numbers: Numbers): number =>
  ids.reduce((total, id) => total + (numbers[id] ?? 0), 0);

const valueFor = ({ type }: Field): FormValue => USUAL[type];

const USUAL: Record<Field['type'], FormValue> = {
  number: 0,
  text: '无',
  yes: true,
  state: 'normal',
};

/** The same form with one number wrong, so that the first check does not hold. */
export function unbalanced({ checks }: Pick<Duty, 'checks'>, form: Form): Form {
  const [check] = checks;
  const wrong = check?.left.find((id) => !check.right.includes(id));
  return wrong === undefined ? form : { ...form, [wrong]: Number(form[wrong] ?? 0) + 1 };
}
