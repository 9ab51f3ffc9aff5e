import {
  epochMs,
  type Command,
  type Duty,
  type EpochMs,
  type Form,
  type Post,
  type Scripted,
} from '../engine/model.js';
import { draw } from './draw.js';
import { fillForm, unbalanced, type Sizes } from './rehearsal-form.js';
import { minute, MINUTE_MS } from './rehearsal-times.js';

/** All that is needed to do one duty in a rehearsal. */
export interface Doing {
  readonly duty: Duty;
  readonly unit: string;
  readonly given: Form;
  readonly sizes: Sizes;
  readonly named: { readonly step: string; readonly occurrence?: string };
  /** Nothing may be done earlier: what the duty needs is not done yet, or it has just been returned. */
  readonly earliest: EpochMs;
  personOn(post: Post, except?: readonly string[]): string;
}

/** The commands that do a duty, the last of them at `at` or, for signatures, shortly after. */
export function perform(doing: Doing, at: EpochMs): Scripted[] {
  switch (doing.duty.kind) {
    case 'task':
      return [...jointAnswers(doing, at), { at, command: completion(doing) }];
    case 'ask':
      return answers(doing, at);
    case 'signed':
      return confirmations(doing, at);
    case 'watch':
    case 'series':
    case 'gate':
      return [];
  }
}

/** Reported with numbers that do not agree, and put right `fixAfterMs` later. */
export function performWrongly(doing: Doing, at: EpochMs, fixAfterMs: number): Scripted[] {
  const commands = perform(doing, at);
  const right = commands.at(-1);
  if (right?.command.type !== 'complete') return commands;
  const form = unbalanced(doing.duty, right.command.form ?? {});
  const wrong = { at, command: { ...right.command, form } };
  return [...commands.slice(0, -1), wrong, { ...right, at: epochMs(at + fixAfterMs) }];
}

function completion({ duty, unit, given, sizes, named, personOn }: Doing): Command {
  const by = personOn(duty.doer);
  if (duty.fields.length === 0) return { type: 'complete', ...named, by };
  return { type: 'complete', ...named, by, form: fillForm(duty, given, unit, sizes) };
}

/** 配合单位: each answers its line before the lead reports. */
function jointAnswers(doing: Doing, at: EpochMs): Scripted[] {
  if (doing.duty.lines.length === 0) return [];
  const start = startOf(doing, at);
  const before = Math.min(10 * MINUTE_MS, (at - start) / 4);
  return answers(doing, epochMs(Math.floor(at - before)));
}

/** Each answerer for himself, some earlier, in one batch or, with several lines, in two; the last one at `at`. */
function answers(doing: Doing, at: EpochMs): Scripted[] {
  const { duty, unit, named, personOn } = doing;
  const posts = [...new Set(duty.lines.map(({ by }) => by))];
  const start = startOf(doing, at);
  const batches = posts.flatMap((post) => {
    const ids = duty.lines.filter(({ by }) => by === post).map(({ id }) => id);
    const half = Math.ceil(ids.length / 2);
    const parts = ids.length > 1 ? [ids.slice(0, half), ids.slice(half)] : [ids];
    return parts.map((lines) => ({
      post,
      lines,
      order: draw(`${unit} ${duty.id} ${post} ${lines[0]}`, 10_000),
    }));
  });
  batches.sort((a, b) => a.order - b.order || (a.post < b.post ? -1 : 1));
  return batches.map(({ post, lines }, n): Scripted => {
    // Spread over the second half of the time before `at`, evenly: the missing become fewer.
    const early = (at - start) * 0.5 * (1 - (n + 1) / batches.length);
    const answered = lines.map((line) => ({ line, state: 'normal' }) as const);
    const command: Command = { type: 'answer', ...named, by: personOn(post), lines: answered };
    return { at: epochMs(Math.max(minute(at - early), start)), command };
  });
}

const startOf = ({ duty, earliest }: Doing, at: EpochMs): number =>
  Math.min(Math.max(duty.openAt ?? at - 60 * MINUTE_MS, earliest), at);

/** Distinct persons, the same content, all within the window and, if there is time, before it is due. */
function confirmations({ duty, unit, named, personOn }: Doing, at: EpochMs): Scripted[] {
  const { posts = [], withinMs = 0 } = duty.sign ?? {};
  const room = at < duty.dueAt ? duty.dueAt - at : withinMs;
  const gap = Math.min(10 * MINUTE_MS, Math.floor(Math.min(withinMs, room) / (posts.length + 1)));
  const signed: string[] = [];
  return posts.map((post, n): Scripted => {
    const by = personOn(post, signed);
    signed.push(by);
    // Of a procedure they confirm what it was begun for, word for word.
    const content = duty.about ?? `${unit} ${duty.id}`;
    return { at: epochMs(at + n * gap), command: { type: 'confirm', ...named, by, post, content } };
  });
}
