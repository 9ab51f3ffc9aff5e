import { basename } from 'node:path';
import type { Command } from 'commander';
import type { RosterReport } from '../service/rooms/accept.js';
import type { StandingCheck } from '../service/rooms/look.js';
import type { Desk } from './desk.js';
import { seasonMeant } from './era.js';
import { group, leaf } from './leaf.js';
import { bytesOf } from './register-tables.js';
import { addReplace, addSubstitutes } from './room-replace.js';
import { showCheck, showReport } from './room-report.js';
import { addRosterList, addRosterShow } from './room-show.js';
import { whileWaiting } from './while-waiting.js';

interface ImportOptions {
  readonly season?: string;
  readonly session?: string;
  readonly site?: string;
  readonly apply?: boolean;
  readonly partial?: boolean;
  readonly by?: string;
}

/** `roster import|check|list|show|substitutes|replace`: who invigilates which room. */
export function rosterCommands(program: Command, desk: Desk): void {
  const roster = group(program, 'roster', desk.t.rooms.command.roster, desk);
  addImport(roster, desk);
  addCheck(roster, desk);
  for (const add of [addRosterList, addRosterShow, addSubstitutes, addReplace]) add(roster, desk);
}

/** A preview, and with `--apply` the same once more for good. */
function addImport(roster: Command, desk: Desk): void {
  const { command, option } = desk.t.rooms;
  leaf(roster, 'import', command.import, desk)
    .argument('<file>', option.file)
    .option('--apply', option.apply)
    .option('--partial', option.partial)
    .option('--session <id>', option.session)
    .option('--site <site>', option.site)
    .option('--season <id>', desk.t.options.season)
    .option('--by <person>', option.by)
    .action((file: string, options: ImportOptions) => {
      const bytes = bytesOf(desk, file);
      const { season: named, session, site, by, apply = false, partial = false } = options;
      return desk.withBoth(async (service, http) => {
        const { id } = await seasonMeant(desk, service, named);
        const query = { file: basename(file), session, site, by, apply, partial };
        const address = `/api/v1/seasons/${id}/room-rosters/import`;
        const type = 'application/octet-stream';
        const report = await whileWaiting(desk, desk.t.rooms.waiting(bytes.length), () =>
          http.upload<RosterReport>(address, bytes, type, query),
        );
        showReport(desk, report, apply);
      });
    });
}

function addCheck(roster: Command, desk: Desk): void {
  const { command, option } = desk.t.rooms;
  leaf(roster, 'check', command.check, desk)
    .option('--session <id>', option.sessionArgument)
    .option('--season <id>', desk.t.options.season)
    .action(({ season: named, session }: Pick<ImportOptions, 'season' | 'session'>) =>
      desk.withBoth(async (service, http) => {
        const { id } = await seasonMeant(desk, service, named);
        const address = `/api/v1/seasons/${id}/room-roster-check`;
        showCheck(desk, await http.get<StandingCheck>(address, { session }));
      }),
    );
}
