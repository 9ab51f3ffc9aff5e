import type { EpochMs } from '../engine/model.js';
import { recordedLate } from '../engine/recorded-late.js';
import type { Lang } from './lang.js';
import { texts } from './texts.js';

/** When something happened, where it was recorded later; both instants where that was late. Nothing else is undefined. */
export function happenedWords(
  lang: Lang,
  when: (at: EpochMs) => string,
  { happenedAt, at }: { readonly happenedAt?: EpochMs; readonly at: EpochMs },
  lateMs: number,
): string | undefined {
  const { say } = texts(lang);
  if (happenedAt === undefined) return undefined;
  return recordedLate(happenedAt, at, lateMs)
    ? say.recordedLate(when(happenedAt), when(at))
    : say.happenedAt(when(happenedAt));
}
