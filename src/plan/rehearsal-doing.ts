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
import { fillForm, type Sizes } from './rehearsal-form.js';

/** All that is needed to do one duty in a rehearsal. */
export interface Doing {
  readonly duty: Duty;
  readonly unit: string;
  readonly given: Form;
  readonly sizes: Sizes;
  readonly named: { readonly step: string; readonly occurrence?: string };
  personOn(post: Post, except?: readonly string[]): string;
}

const MINUTE_MS = 60_000;

/** The commands that do a duty, the last of them at `at` or, for signatures, shortly after. */
export function perform(doing: Doing, at: EpochMs): Scripted[] {
  switch (doing.duty.kind) {
    case 'task':
      return [{ at, command: completion(doing) }];
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

function completion({ duty, unit, given, sizes, named, personOn }: Doing): Command {
  const by = personOn(duty.doer);
  if (duty.fields.length === 0) return { type: 'complete', ...named, by };
  return { type: 'complete', ...named, by, form: fillForm(duty, given, unit, sizes) };
}

/** Each answerer for himself, some earlier, in one batch or, with several lines, in two; the last one at `at`. */
function answers({ duty, unit, named, personOn }: Doing, at: EpochMs): Scripted[] {
  const posts = [...new Set(duty.lines.map(({ by }) => by))];
  const start = Math.min(duty.openAt ?? at - 60 * MINUTE_MS, at);
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
    return { at: minute(at - early, start), command };
  });
}

/** Distinct persons, the same content, all within the window and, if there is time, before it is due. */
function confirmations({ duty, unit, named, personOn }: Doing, at: EpochMs): Scripted[] {
  const { posts = [], withinMs = 0 } = duty.sign ?? {};
  const room = at < duty.dueAt ? duty.dueAt - at : withinMs;
  const gap = Math.min(10 * MINUTE_MS, Math.floor(Math.min(withinMs, room) / (posts.length + 1)));
  const signed: string[] = [];
  return posts.map((post, n): Scripted => {
    const by = personOn(post, signed);
    signed.push(by);
    const content = `${unit} ${duty.id}`;
    return { at: epochMs(at + n * gap), command: { type: 'confirm', ...named, by, post, content } };
  });
}

const minute = (at: number, earliest: number): EpochMs =>
  epochMs(Math.max(Math.floor(at / MINUTE_MS) * MINUTE_MS, earliest));
