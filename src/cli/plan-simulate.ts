import type { Command } from 'commander';
import { simulatedLines } from '../report/simulated-lines.js';
import { isUnder, saidWords } from '../report/words.js';
import type { Prepared } from '../service/prepare.js';
import { playedWell } from '../service/play.js';
import type { Desk } from './desk.js';
import { leaf } from './leaf.js';
import { writeSimulationPage } from './plan-page.js';
import { answersOf, type WhatIf } from './plan-what-if.js';
import { preparedFrom } from './prepared.js';
import { sectionLines } from './section-lines.js';
import { simulationTable } from './simulation-table.js';
import { timeSaid } from './plan-time.js';

interface Options extends WhatIf {
  readonly examDay?: string;
  readonly season?: string;
  readonly rehearsal?: boolean;
  readonly inTime?: boolean;
  readonly html?: string;
}

/** `plan simulate`: every word in time order; how much is said; what if somebody does not act. */
export function addSimulate(plan: Command, desk: Desk): void {
  const { t } = desk;
  leaf(plan, 'simulate', t.commands.planSimulate, desk)
    .argument('<folder>', t.options.folder)
    .option('--exam-day <day>', t.options.examDay)
    .option('--season <id>', t.options.newSeason)
    .option('--rehearsal', t.options.rehearsal)
    .option('--in-time', t.options.inTime)
    .option('--unit <path>', t.options.unit)
    .option('--from <when>', t.options.from)
    .option('--to <when>', t.options.until)
    .option('--load', t.options.load)
    .option('--digest <duration>', t.options.digest)
    .option('--miss <step>', t.options.miss)
    .option('--absent <person>', t.options.absent)
    .option('--html <file>', t.options.html)
    .action((folder: string, options: Options) => {
      const prepared = preparedFrom(desk, folder, options);
      if (prepared) tell(desk, isPlayedWell(options) ? playedWell(prepared) : prepared, options);
    });
}

// A what-if has a season in which all else goes well as its background.
const isPlayedWell = ({ inTime, rehearsal, miss, absent }: Options): boolean =>
  inTime === true || (rehearsal !== true && (miss !== undefined || absent !== undefined));

function tell(desk: Desk, prepared: Prepared, options: Options): void {
  const { out } = desk.context;
  const time = timeSaid(desk, prepared, options);
  const words = saidWords(prepared, {
    ...(options.unit !== undefined && { unit: options.unit }),
    ...time,
  });
  const { answers, sections } = answersOf(desk, prepared, words, time, options);
  if (options.html !== undefined)
    writeSimulationPage(desk, options.html, narrowed(prepared, options.unit), words, {
      ...options,
      premise: isPlayedWell(options) ? 'well' : prepared.rehearsal ? 'rehearsal' : 'nobody',
      sections,
    });
  const page = options.html === undefined ? [] : [desk.t.say.pageWritten(options.html)];
  if (sections.length > 0)
    desk.answer(
      () => answers,
      () => [...sectionLines(desk, sections), ...(page.length > 0 ? ['', ...page] : [])],
    );
  else if (desk.json) {
    for (const line of simulatedLines(prepared.calendar, words)) out(JSON.stringify(line));
  } else
    for (const line of page.length > 0 ? page : simulationTable(desk, prepared, words)) out(line);
}

const narrowed = (prepared: Prepared, unit: string | undefined): Prepared => ({
  ...prepared,
  unitPlans: prepared.unitPlans.filter(({ path }) => isUnder(path, unit)),
});
