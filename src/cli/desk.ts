import type { Port } from '../service/port.js';
import { isLang, type Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import type { Texts } from '../text/zh-CN.js';
import type { CliContext, Opened } from './context.js';
import type { Http } from './http.js';
import { misuse } from './misuse.js';
import { paperOf, type Paper } from './paper.js';

/** Where a command sits while it works: its language, its paper, its way to the service. */
export interface Desk {
  readonly context: CliContext;
  readonly lang: Lang;
  readonly json: boolean;
  readonly t: Texts;
  readonly paper: Paper;
  /** Prints the one or the other: an object for programs, lines for people. */
  answer(thing: () => unknown, lines: () => readonly string[]): void;
  withService<Result>(work: (service: Port) => Promise<Result>): Promise<Result>;
  /** Both: what is asked for beside the port, about a season of it. */
  withBoth<Result>(work: (service: Port, http: Http) => Promise<Result>): Promise<Result>;
  /** The same for what the port does not know: accounts, registers, the audit log. */
  withHttp<Result>(work: (http: Http) => Promise<Result>): Promise<Result>;
  exitCode: number;
}

/** Exit codes of every command. */
export const EXIT = { done: 0, refused: 1, misuse: 2, notReachable: 3 } as const;

/** The desk for a command line: `--lang` and `--json` have to be known before it is understood. */
export function openDesk(context: CliContext, argv: readonly string[] = []): Desk {
  const spoken = spokenIn(argv) ?? context.env['KAOWU_LANG'];
  const lang = isLang(spoken) ? spoken : 'zh';
  const json = argv.includes('--json');
  const opened = async <Result>(work: (parts: Opened) => Promise<Result>): Promise<Result> => {
    const parts = await context.open(lang, profileIn(argv));
    try {
      return await work(parts);
    } finally {
      await parts.close();
    }
  };
  return {
    context,
    lang,
    json,
    t: texts(lang),
    paper: paperOf(context),
    exitCode: EXIT.done,
    answer(thing, lines) {
      if (json) context.out(JSON.stringify(thing()));
      else for (const line of lines()) context.out(line);
    },
    withService: (work) => opened(({ service }) => work(service)),
    withHttp: (work) => opened(({ http }) => work(http)),
    withBoth: (work) => opened(({ service, http }) => work(service, http)),
  };
}

/** Refuses a language there is no catalogue of. */
export function assertLang(desk: Desk, argv: readonly string[]): void {
  const spoken = spokenIn(argv);
  if (spoken !== undefined && !isLang(spoken))
    throw misuse(desk.lang, (words) => words.lang(spoken));
}

const spokenIn = (argv: readonly string[]): string | undefined => optionIn(argv, '--lang');
const profileIn = (argv: readonly string[]): string | undefined => optionIn(argv, '--profile');

/** Some options have to be known before the command line is understood. */
function optionIn(argv: readonly string[], name: string): string | undefined {
  const at = argv.lastIndexOf(name);
  return at >= 0
    ? argv[at + 1]
    : argv.findLast((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
}
