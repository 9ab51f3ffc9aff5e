import { CommanderError } from 'commander';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import type { Texts } from '../text/zh-CN.js';

/** The command line is not to be understood so: exit code 2, and a sentence that helps. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

/** The service is set up wrongly: exit code 2, and a sentence for each fault. */
export class Misconfigured extends Error {
  override readonly name = 'Misconfigured';
  constructor(readonly sentences: Readonly<Record<Lang, readonly string[]>>) {
    super(sentences.en.join('; '));
  }
}

type Known =
  | 'missingArgument'
  | 'optionMissingArgument'
  | 'missingMandatoryOptionValue'
  | 'unknownOption'
  | 'unknownCommand';

/** What commander found wrong, in the user's language; its own words come only in English. */
export function asMisuse({ code, message }: CommanderError, t: Texts): Misuse {
  const kind = code.replace('commander.', '');
  const [, what = ''] = /'([^']*)'/.exec(message) ?? [];
  const [, nearest] = /\(Did you mean (?:one of )?(.+?)\?\)/.exec(message) ?? [];
  const { misuse } = t.say;
  const sentence = isKnown(kind)
    ? misuse[kind](what)
    : kind === 'excessArguments'
      ? misuse.excessArguments()
      : misuse.other(message.replace(/^error: /, ''));
  return new Misuse(sentence + (nearest ? misuse.nearest(nearest) : '') + misuse.seeHelp);
}

const KNOWN: Readonly<Record<Known, true>> = {
  missingArgument: true,
  optionMissingArgument: true,
  missingMandatoryOptionValue: true,
  unknownOption: true,
  unknownCommand: true,
};
const isKnown = (kind: string): kind is Known => kind in KNOWN;

/** A misuse said in words of the catalogue, for readers of options that know only the language. */
export const misuse = (lang: 'zh' | 'en', say: (words: Texts['say']['misuse']) => string): Misuse =>
  new Misuse(say(texts(lang).say.misuse));
