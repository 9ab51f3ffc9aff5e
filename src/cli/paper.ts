import { styleText } from 'node:util';
import type { CliContext } from './context.js';

export type Style = (text: string) => string;

/** Colours, or none of them: off a terminal, and where `NO_COLOR` asks for it. */
export interface Paper {
  readonly bold: Style;
  readonly dim: Style;
  readonly red: Style;
  readonly green: Style;
  readonly yellow: Style;
  /** Where lines have to end; null off a terminal. */
  readonly width: number | null;
}

/** The paper that a context writes on. */
export function paperOf({ isTty, env, columns }: CliContext): Paper {
  const isColoured = isTty && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  const style =
    (name: 'bold' | 'dim' | 'red' | 'green' | 'yellow'): Style =>
    (text) =>
      isColoured ? styleText(name, text, { validateStream: false }) : text;
  const width = isTty && columns > 0 ? columns : null;
  return {
    bold: style('bold'),
    dim: style('dim'),
    red: style('red'),
    green: style('green'),
    yellow: style('yellow'),
    width,
  };
}
