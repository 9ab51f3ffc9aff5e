import type { Check, Duty, Field, Form, FormValue } from '../engine/model.js';
import { readRooms, roomsText, sumOfRooms } from '../engine/rooms-said.js';
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
  const rest = duty.fields.map((field) => {
    const number = numbers[field.id];
    if (number === undefined) return [field.id, values[field.id] ?? valueFor(field)];
    return [field.id, field.type === 'rooms' ? spread(number, field, values, unit) : number];
  });
  return { ...values, ...Object.fromEntries(rest) };
}

type Numbers = Record<string, number>;

// So many at most of what should not happen, before nothing of it is tried.
const FEW = [4, 1] as const;

function numbersFor(duty: Duty, given: Form, unit: string, sizes: Sizes): Numbers {
  const fields = duty.fields.filter(({ type }) => type === 'number' || type === 'rooms');
  let numbers: Numbers = {};
  for (const few of FEW) {
    numbers = Object.fromEntries(fields.flatMap((field) => saidOf(field, given)));
    const seed = `${unit} ${duty.id}`;
    const around = { numbers, seed, sizes, isPaper: duty.id.includes('@'), few };
    for (const check of duty.checks) if (!check.atMost) balance(check, around);
    for (const { id, type } of fields)
      numbers[id] ??= type === 'rooms' ? 0 : usual(id, `${seed} ${id}`, sizes, false);
    if (duty.checks.every((check) => agrees(check, numbers))) return numbers;
  }
  // Nothing anywhere always agrees.
  const checked = new Set(duty.checks.flatMap(({ left, right }) => [...left, ...right]));
  return Object.fromEntries(fields.map(({ id }) => [id, checked.has(id) ? 0 : (numbers[id] ?? 0)]));
}

function saidOf({ id, type, rooms = 0 }: Field, given: Form): readonly [string, number][] {
  const said = given[id];
  if (type === 'number') return typeof said === 'number' ? [[id, said]] : [];
  if (said === undefined) return [];
  const byRoom = readRooms(said, rooms);
  return 'size' in byRoom ? [[id, sumOfRooms(byRoom)]] : [];
}

/**
 * So many over the rooms, one each from a room of the unit's own on: of two numbers the greater has as many in every
 * room, so that what holds of the sums holds in each room. What was given stays, where its sum is this one.
 */
function spread(number: number, { id, rooms = 0 }: Field, given: Form, unit: string): string {
  const said = readRooms(given[id], rooms);
  if (given[id] !== undefined && 'size' in said && sumOfRooms(said) === number)
    return roomsText(said);
  if (rooms === 0) return '';
  const first = draw(`${unit} rooms`, rooms);
  const byRoom = new Map<number, number>();
  for (let n = 0; n < Math.min(number, rooms); n += 1)
    byRoom.set(((first + n) % rooms) + 1, Math.ceil((number - n) / rooms));
  return roomsText(new Map([...byRoom].sort(([a], [b]) => a - b)));
}

interface Around {
  readonly numbers: Numbers;
  readonly seed: string;
  readonly sizes: Sizes;
  readonly isPaper: boolean;
  readonly few: number;
}

/** The shorter side is the whole, the longer one its parts: the first takes what the small others leave. */
function balance({ left, right }: Check, { numbers, seed, sizes, isPaper, few }: Around): void {
  const [parts, whole] = left.length >= right.length ? [left, right] : [right, left];
  const unsaid = [...parts, ...whole].filter((id) => numbers[id] === undefined);
  const [lone] = unsaid;
  if (lone !== undefined && unsaid.length === 1 && whole.includes(lone)) {
    numbers[lone] = Math.max(sum(parts, numbers) - sum(whole, numbers), 0);
    return;
  }
  for (const [n, id] of whole.entries())
    numbers[id] ??= n === 0 ? usual(id, `${seed} ${id}`, sizes, isPaper) : 0;
  const open = parts.filter((id) => numbers[id] === undefined);
  const [first, ...others] = open;
  for (const [n, id] of others.entries()) numbers[id] = draw(`${seed} part ${n}`, few);
  if (first !== undefined) numbers[first] = Math.max(sum(whole, numbers) - sum(parts, numbers), 0);
}

function usual(id: string, seed: string, { candidates, rooms }: Sizes, isPaper: boolean): number {
  if (id === 'rooms') return rooms;
  return id === 'candidates' || isPaper ? candidates : 20 + draw(seed, 80);
}

function agrees({ left, right, atMost }: Check, numbers: Numbers): boolean {
  const [a, b] = [sum(left, numbers), sum(right, numbers)];
  return atMost ? a <= b : a === b;
}

const sum = (ids: readonly string[], numbers: Numbers): number =>
  ids.reduce((total, id) => total + (numbers[id] ?? 0), 0);

const valueFor = ({ type }: Field): FormValue => USUAL[type];

const USUAL: Record<Field['type'], FormValue> = {
  number: 0,
  text: '无',
  yes: true,
  state: 'normal',
  rooms: '',
};

/** The same form with one number wrong, so that the first check does not hold. */
export function unbalanced({ checks }: Pick<Duty, 'checks'>, form: Form): Form {
  const [check] = checks;
  const wrong = check?.left.find((id) => !check.right.includes(id) && typeof form[id] === 'number');
  return wrong === undefined ? form : { ...form, [wrong]: Number(form[wrong] ?? 0) + 1 };
}
