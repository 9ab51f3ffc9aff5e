import type { Command } from 'commander';
import { custodySheets } from '../report/custody-sheet.js';
import type { Desk } from './desk.js';
import { eraOf, seasonMeant } from './era.js';
import { leaf } from './leaf.js';
import { writeSaid } from './write-file.js';

interface Options {
  readonly season?: string;
  readonly html: string;
}

/** `custody print`: the sheets that two and two sign, a page each. */
export function addCustodyPrint(custody: Command, desk: Desk): void {
  const { command, option, written } = desk.t.custody;
  leaf(custody, 'print', command.print, desk)
    .argument('<unit>', option.unit)
    .requiredOption('--html <file>', option.html)
    .option('--season <id>', desk.t.options.season)
    .action((unit: string, { season: named, html }: Options) =>
      desk.withService(async (service) => {
        const season = await seasonMeant(desk, service, named);
        const { calendar } = eraOf(desk, season);
        const view = await service.custody(season.id, unit);
        const page = custodySheets(view, desk.lang, calendar, (post) => post);
        writeSaid(desk, '--html', html, page);
        desk.answer(
          () => ({ ok: true, written: [html] }),
          () => [written(html)],
        );
      }),
    );
}
