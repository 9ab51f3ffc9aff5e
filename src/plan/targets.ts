import type { Target } from '../engine/season-plan.js';

const RELATIVE =
  /^(?:(?:own|parent|root)(?:\/[a-z0-9][a-z0-9-]{0,31}){0,6}\.[a-z][a-z0-9-]{0,31}|patron)$/;
const ABSOLUTE = /^([a-z][a-z0-9-]{0,31}(?:\/[a-z0-9][a-z0-9-]{0,31}){0,6})#[a-z][a-z0-9-]{0,31}$/;

/** Whether a text has the form of a target: `own.leader`, `root/police.head`, `patron`, `<unit>#<role>`. */
export const isTarget = (text: string): boolean => RELATIVE.test(text) || ABSOLUTE.test(text);

/** The unit that an absolute target names; null for a relative one. */
export const unitOfTarget = (target: Target): string | null => ABSOLUTE.exec(target)?.[1] ?? null;
