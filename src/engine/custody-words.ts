import { openingOf, wayOf } from './custody-book.js';
import type { CustodyPlan, CustodyRole, CustodyState } from './custody-plan.js';

/** What both sides of a handover count and confirm. */
export interface Statement {
  readonly boxes: number;
  readonly packets: number;
  readonly sheets: number;
  readonly seals: number;
  /** Over the numbers of packets and seals: whoever reads the same list reads the same code. */
  readonly code: string;
}

/** What stands on the label of the packets, as each of two people reads it for himself. */
export interface Label {
  readonly session: string;
  readonly subject: string;
  readonly track: string;
}

export const statementText = ({ boxes, packets, sheets, seals, code }: Statement): string =>
  `箱${boxes} 袋${packets} 份${sheets} 封签${seals} 码${code}`;

export const labelText = ({ session, subject, track }: Label): string =>
  `场次${session} 科目${subject} 类别${track}`;

/** Whether a text can be held against the book at all; a slip of the pen is no difference. */
export const isStatement = (text: string): boolean =>
  /^箱\d{1,6} 袋\d{1,6} 份\d{1,8} 封签\d{1,6} 码[0-9A-Z]{7}$/.test(text);
export const isLabel = (text: string): boolean =>
  /^场次\S{1,64} 科目\S{1,64} 类别\S{1,64}$/.test(text);

/**
 * What the book says of a duty that is signed: counts and code of a handover or an opening, the label of a
 * comparison. Null where nothing of it is confirmed in words.
 */
export function expectedWords(
  plan: CustodyPlan,
  book: CustodyState,
  duty: string,
  role: CustodyRole,
): string | null {
  if (role.act === 'labels') {
    const opening = openingOf(plan, role.of);
    return opening ? labelText(opening) : null;
  }
  const packets = packetsMeant(plan, book, duty, role);
  return packets ? statementText(statementOf(plan, packets)) : null;
}

/** The packets that a duty is about, without those that stay behind. */
export function packetsMeant(
  plan: CustodyPlan,
  book: CustodyState,
  duty: string,
  role: CustodyRole,
): readonly string[] | null {
  const without = book.without[duty] ?? [];
  const way = wayOf(plan, role);
  if (!way) {
    const opening = role.act === 'open' ? openingOf(plan, role.of) : undefined;
    return opening ? opening.packets.filter((id) => !without.includes(id)) : null;
  }
  // What stayed behind on the way here cannot be handed on.
  return way.packets.filter((id) => book.at[id] === way.from && !without.includes(id));
}

/** Counts some packets of the plan. */
export function statementOf(plan: Pick<CustodyPlan, 'packets'>, ids: readonly string[]): Statement {
  const wanted = new Set(ids);
  const packets = plan.packets.filter(({ id }) => wanted.has(id));
  return {
    boxes: new Set(packets.map(({ box }) => box)).size,
    packets: packets.length,
    sheets: packets.reduce((sum, { sheets }) => sum + sheets, 0),
    seals: packets.length,
    code: checkCode(packets.map(({ id, seal }) => `${id}=${seal}`).sort()),
  };
}

// Letters and digits that are not taken for one another when read aloud or typed from paper.
const DIGITS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 7;

/** Seven characters over a list: a list that differs in one character has another code, but for one in 10⁹ or so. */
function checkCode(list: readonly string[]): string {
  const text = list.join('\n');
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let n = 0; n < text.length; n += 1) {
    a = Math.imul(a ^ text.charCodeAt(n), 0x01000193);
    b = Math.imul(b + text.charCodeAt(n) + n, 0x85ebca6b);
  }
  let rest = (a >>> 0) * 0x20_0000 + ((b >>> 0) & 0x1f_ffff);
  let code = '';
  for (let n = 0; n < LENGTH; n += 1) {
    code += DIGITS[rest % DIGITS.length] ?? '';
    rest = Math.floor(rest / DIGITS.length);
  }
  return code;
}
