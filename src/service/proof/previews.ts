import type { Operation } from '../../policy/operation.js';
import type { CourierSettings } from '../../courier/settings.js';
import type { EpochMs } from '../../engine/model.js';
import type { createConcerned } from '../concerned.js';
import type { Guard, Visitor } from '../guarded.js';
import type { ComingWord } from './coming-words.js';
import { preview, type Preview } from './preview.js';
import type { ProofParts } from './proof.js';
import { addLine } from './added-lines.js';
import { showOnly, stopWord } from './stops.js';

export interface PreviewParts extends ProofParts {
  readonly settings: CourierSettings;
  readonly guard: Guard;
  readonly concerned: Pick<ReturnType<typeof createConcerned>, 'rootOf'>;
}

/** What will go out and how it is held back, to each visitor within his rights. */
export interface Previews {
  preview(
    visitor: Visitor,
    season: string,
    wish: { readonly day?: string; readonly under?: string },
  ): Promise<Preview>;
  stop(visitor: Visitor, season: string, word: string, reason: string): Promise<ComingWord>;
  /** One sentence of his own, which stands in the word that goes up. */
  addLine(visitor: Visitor, season: string, word: string, text: string): Promise<ComingWord>;
  /** Null: everything goes out again. Answers the instant that was set. */
  shadow(visitor: Visitor, season: string, until: EpochMs | null): Promise<EpochMs>;
}

/** Holding back is a change: on record with who and why, and only within his subtree. */
export function createPreviews(parts: PreviewParts): Previews {
  const on = async (operation: Operation, season: string, under?: string, content?: unknown) => {
    const path = under ?? (await parts.concerned.rootOf(season));
    return { operation, target: path === null ? { season } : { season, path }, content } as const;
  };
  return {
    preview: async (visitor, season, wish) =>
      parts
        .guard(visitor)
        .read(await on('notice.preview', season, wish.under), () =>
          preview(parts, season, { ...wish, settings: parts.settings }),
        ),
    stop: async (visitor, season, word, reason) =>
      parts
        .guard(visitor)
        .change(await on('notice.stop', season, undefined, { word, reason }), () =>
          stopWord(parts, season, word, { by: visitor.actor.person, reason }),
        ),
    addLine: async (visitor, season, word, text) =>
      parts
        .guard(visitor)
        .change(await on('notice.line', season, undefined, { word, text }), () => {
          const { person: by, name } = visitor.actor;
          return addLine(parts, season, word, { by, name, text });
        }),
    shadow: async (visitor, season, until) =>
      parts
        .guard(visitor)
        .change(await on('notice.stop', season, undefined, { until }), () =>
          showOnly(parts, season, until, visitor.actor.person),
        ),
  };
}
