import type { Title } from '../engine/season-plan.js';

/** A step as it stands in a plan.yaml, before anything is filled in; other keys are kept as they are. */
export interface RawStep {
  readonly id: string;
  readonly title: Title;
  readonly phase?: string;
  readonly kind?: string;
  readonly scope?: {
    readonly kinds?: readonly string[];
    readonly named?: readonly string[];
    readonly units?: readonly string[];
  };
  readonly sessions?: 'all' | readonly string[] | null;
  readonly doer?: string;
  readonly answerable?: string;
  readonly with?: readonly string[];
  readonly opens?: string | null;
  readonly due?: string;
  readonly remind?: readonly string[];
  readonly ladder?: string;
  readonly accept?: {
    readonly by: string;
    readonly within: string;
    readonly ladder: string;
  } | null;
  readonly lines?: readonly Readonly<Record<string, unknown>>[];
  readonly sign?: { readonly by: readonly string[] } | null;
  readonly watch?: { readonly from: string; readonly until: string } | null;
  readonly series?: { readonly from: string; readonly until: string } | null;
  readonly needs?: readonly { readonly step: string; readonly scope?: string }[];
  readonly label?: string;
  readonly source?: string;
}

/** Titles that say the same, signs and blanks not looked at. */
export const titleKey = (title: string): string =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The steps that a step's moments speak of: `step(id)`, `done(id)`. */
export function stepsInMoments(thing: unknown): string[] {
  const text = JSON.stringify(thing) ?? '';
  return [...text.matchAll(/"(?:step|done)\(([a-z][a-z0-9-]*)\)[^"]*"/g)].map(([, id = '']) => id);
}
