import type { Command } from 'commander';
import type { Desk } from './desk.js';
import { group, leaf } from './leaf.js';
import { seasonMeant } from './era.js';
import { addPosts } from './season-posts.js';
import { addReport } from './season-report.js';
import { addRoster } from './season-roster.js';
import { addStart } from './season-start.js';
import { showStatus } from './season-status.js';

interface Options {
  readonly season?: string;
  readonly by: string;
}

/** `season start|status|posts|report|pause|resume|close`. */
export function seasonCommands(program: Command, desk: Desk): void {
  const { t } = desk;
  const season = group(program, 'season', t.commands.season, desk);
  addStart(season, desk);
  leaf(season, 'status', t.commands.seasonStatus, desk)
    .option('--season <id>', t.options.season)
    .action((options: { readonly season?: string }) =>
      desk.withService(async (service) => {
        const { id } = await seasonMeant(desk, service, options.season);
        showStatus(desk, await service.statusOf(id));
      }),
    );
  addPosts(season, desk);
  addReport(season, desk);
  addRoster(season, desk);
  addGoverning(season, desk, 'pause');
  addGoverning(season, desk, 'resume');
  leaf(season, 'close', t.commands.seasonClose, desk)
    .option('--season <id>', t.options.season)
    .requiredOption('--by <person>', t.options.by)
    .action((options: Options) =>
      desk.withService(async (service) => {
        const { id } = await seasonMeant(desk, service, options.season);
        const status = await service.closeSeason(id, options.by);
        showStatus(desk, status, true);
      }),
    );
}

function addGoverning(season: Command, desk: Desk, type: 'pause' | 'resume'): void {
  const { t, lang } = desk;
  const said = { pause: t.say.paused, resume: t.say.resumed };
  leaf(season, type, { pause: t.commands.seasonPause, resume: t.commands.seasonResume }[type], desk)
    .option('--season <id>', t.options.season)
    .requiredOption('--by <person>', t.options.by)
    .action((options: Options) =>
      desk.withService(async (service) => {
        const { id, title } = await seasonMeant(desk, service, options.season);
        await service.governSeason(id, type, options.by);
        desk.answer(
          () => ({ season: id, done: type }),
          () => [said[type](title[lang])],
        );
      }),
    );
}
