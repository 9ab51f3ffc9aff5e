import type { Check, Duty, Field, Form, FormValue, Refusal } from './model.js';
import { nameOfRoom, readRooms, roomsText, sumOfRooms, type ByRoom } from './rooms-said.js';

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
  const byRoom = new Map<string, ByRoom>();
  for (const field of fields) {
    const fault = field.type === 'rooms' ? roomsIn(field, form, byRoom) : fieldFault(field, form);
    if (fault) return fault;
  }
  if (isAbnormal({ fields }, form) && !form[NOTE])
    return { refused: 'abnormal-needs-words', detail: NOTE };
  const told = kept({ fields }, form);
  for (const check of checks) {
    const fault = check.perRoom ? faultByRoom(check, byRoom) : faultInSums(check, told, byRoom);
    if (fault) return fault;
  }
  return null;
}

/** Whether the form says that something is not as it should be (异常): told at once, not when due. */
export const isAbnormal = ({ fields }: Pick<Duty, 'fields'>, form: Form): boolean =>
  fields.some(({ id, type }) => type === 'state' && form[id] === 'abnormal');

/**
 * A form without fault as it is recorded: rooms written one way, and the number that is expected where none was
 * said. A form in which there is nothing to add or to write otherwise is the same form.
 */
export function kept({ fields }: Pick<Duty, 'fields'>, form: Form): Form {
  const own: Record<string, FormValue> = {};
  for (const { id, type, expected, rooms = 0 } of fields) {
    if (type === 'rooms') {
      const byRoom = readRooms(form[id], rooms);
      if (form[id] !== undefined && 'size' in byRoom) own[id] = roomsText(byRoom);
    } else if (expected !== undefined && isSilent(form[id])) own[id] = expected;
  }
  return Object.keys(own).length === 0 ? form : { ...form, ...own };
}

/** The numbers that were expected and are not the ones said, by field; null where none differs. */
export function differing(
  { fields }: Pick<Duty, 'fields'>,
  form: Form,
): Readonly<Record<string, number>> | null {
  const others = fields.flatMap(({ id, expected }) =>
    expected !== undefined && !isSilent(form[id]) && form[id] !== expected
      ? [[id, expected] as const]
      : [],
  );
  return others.length === 0 ? null : Object.fromEntries(others);
}

// Words that explain; every form takes them.
const NOTE = 'note';

const isSilent = (value: FormValue | undefined): value is undefined | '' =>
  value === undefined || value === '';

function fieldFault({ id, type, required, expected }: Field, form: Form): Fault | null {
  const value = form[id];
  if (isSilent(value))
    return required && expected === undefined ? { refused: 'field-missing', detail: id } : null;
  return isOf[type](value) ? null : { refused: 'field-type', detail: id };
}

const isOf: Record<Field['type'], (value: FormValue) => boolean> = {
  number: (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
  text: (value) => typeof value === 'string',
  yes: (value) => value === true,
  state: (value) => value === 'normal' || value === 'abnormal',
  rooms: (value) => typeof value !== 'boolean',
};

/** Reads what a field says of rooms, to be checked with the others; nothing said is nothing out of order. */
function roomsIn({ id, rooms = 0 }: Field, form: Form, found: Map<string, ByRoom>): Fault | null {
  const byRoom = readRooms(form[id], rooms);
  if ('refused' in byRoom) return byRoom;
  found.set(id, byRoom);
  return null;
}

function faultInSums(check: Check, form: Form, byRoom: ReadonlyMap<string, ByRoom>): Fault | null {
  return differ(check, '', (id) => {
    const rooms = byRoom.get(id);
    return rooms ? sumOfRooms(rooms) : typeof form[id] === 'number' ? form[id] : 0;
  });
}

/** In each room by itself: the first in which it does not hold is named. */
function faultByRoom(check: Check, byRoom: ReadonlyMap<string, ByRoom>): Fault | null {
  const rooms = [...check.left, ...check.right].flatMap((id) => [
    ...(byRoom.get(id)?.keys() ?? []),
  ]);
  for (const room of [...new Set(rooms)].sort((a, b) => a - b)) {
    const fault = differ(check, `${nameOfRoom(room)}: `, (id) => byRoom.get(id)?.get(room) ?? 0);
    if (fault) return fault;
  }
  return null;
}

function differ(
  { left, right, atMost }: Check,
  where: string,
  numberOf: (id: string) => number,
): Fault | null {
  const sum = (ids: readonly string[]): number =>
    ids.reduce((total, id) => total + numberOf(id), 0);
  const [a, b] = [sum(left), sum(right)];
  if (atMost ? a <= b : a === b) return null;
  const detail = `${where}${left.join('+')}=${a} ${atMost ? '>' : '≠'} ${right.join('+')}=${b}`;
  return { refused: 'numbers-differ', detail };
}
