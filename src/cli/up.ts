import type { Command } from 'commander';
import type { UpOptions } from './context.js';
import type { Desk } from './desk.js';
import { leaf } from './leaf.js';
import { misuse } from './misuse.js';
import { daySaid, numberSaid } from './readings.js';

interface Options {
  readonly plan?: string;
  readonly season?: string;
  readonly examDay?: string;
  readonly rehearsal?: boolean;
  readonly demo?: boolean;
  readonly seconds?: string;
  readonly showOnly?: string;
  readonly port?: string;
  readonly uiPort?: string;
}

/** `up`: everything on this machine; what it does is the context's. */
export function upCommand(program: Command, desk: Desk): void {
  const { t } = desk;
  leaf(program, 'up', t.commands.up, desk)
    .option('--plan <folder>', t.options.planFolder)
    .option('--season <id>', t.options.newSeason)
    .option('--exam-day <day>', t.options.examDay)
    .option('--rehearsal', t.options.rehearsal)
    .option('--demo', t.options.demo)
    .option('--seconds <n>', t.options.seconds)
    .option('--show-only <time>', t.options.showOnly)
    .option('--port <n>', t.options.port)
    .option('--ui-port <n>', t.options.uiPort)
    .action(async (options: Options) => {
      desk.exitCode = await desk.context.up(wishOf(desk, options));
    });
}

function wishOf(
  desk: Desk,
  { plan, season, examDay, rehearsal, demo, seconds, showOnly, port, uiPort }: Options,
): UpOptions {
  // A trial begins with its season: whoever starts none would wait for one in vain.
  if (showOnly !== undefined && plan === undefined)
    throw misuse(
      desk.lang,
      (words) => words.missingMandatoryOptionValue('--plan <folder>') + words.seeHelp,
    );
  return {
    lang: desk.lang,
    ...(plan !== undefined && { plan }),
    ...(season !== undefined && { season }),
    ...(examDay !== undefined && { examDay: daySaid(desk, '--exam-day', examDay) }),
    ...(rehearsal && { rehearsal }),
    ...(demo && { demo }),
    ...(seconds !== undefined && { seconds: numberSaid(desk, '--seconds', seconds) }),
    ...(showOnly !== undefined && { showOnly }),
    ...(port !== undefined && { port: numberSaid(desk, '--port', port) }),
    ...(uiPort !== undefined && { uiPort: numberSaid(desk, '--ui-port', uiPort) }),
  };
}
