import { Option, type Command } from 'commander';
import type { SeatFault } from '../service/rooms/checked.js';
import { REPLACED_FOR } from '../service/rooms/reasons.js';
import type { Replaced } from '../service/rooms/replace.js';
import { calendarOf } from '../engine/calendar.js';
import type { Desk } from './desk.js';
import { eraOf, instantSaid, seasonMeant } from './era.js';
import { inIso } from './in-iso.js';
import { leaf } from './leaf.js';
import { sheetAddress } from './room-show.js';
import { table } from './table.js';

interface Options {
  readonly season?: string;
  readonly room: string;
  readonly absent: string;
  readonly person?: string;
  readonly reason: string;
  readonly inspector: string;
  readonly by?: string;
  readonly happenedAt?: string;
}

/** `roster replace`: an invigilator fails, one of the reserve comes; both on record. */
export function addReplace(roster: Command, desk: Desk): void {
  const { option, command } = desk.t.rooms;
  onSheet(roster, desk, 'replace', command.replace)
    .option('--person <person>', option.person)
    .addOption(
      new Option('--reason <reason>', option.reason).choices(REPLACED_FOR).makeOptionMandatory(),
    )
    .requiredOption('--inspector <person>', option.inspector)
    .option('--by <person>', option.chief)
    .option('--happened-at <when>', option.happenedAt)
    .action((session: string, site: string, options: Options) =>
      desk.withBoth(async (service, http) => {
        const season = await seasonMeant(desk, service, options.season);
        const { room, absent, person, reason, inspector, by, happenedAt } = options;
        const body = {
          ...{ room: numbered(room), absent, person, reason, inspector, by },
          ...(happenedAt !== undefined && {
            happenedAt: instantSaid(desk, '--happened-at', happenedAt, eraOf(desk, season)),
          }),
        };
        const address = sheetAddress(season.id, session, site, '/replacements');
        show(desk, await http.send<Replaced>('POST', address, body));
      }),
    );
}

/** `roster substitutes`: who could lawfully come. */
export function addSubstitutes(roster: Command, desk: Desk): void {
  const { command, substituteHeads, noSubstitute } = desk.t.rooms;
  onSheet(roster, desk, 'substitutes', command.substitutes).action(
    (session: string, site: string, { season: named, room, absent }: Options) =>
      desk.withBoth(async (service, http) => {
        const { id } = await seasonMeant(desk, service, named);
        const { items } = await http.get<{ readonly items: SeatFault['substitutes'] }>(
          sheetAddress(id, session, site, '/substitutes'),
          { room: numbered(room), absent },
        );
        desk.answer(
          () => ({ season: id, substitutes: items }),
          () =>
            items.length === 0
              ? [noSubstitute]
              : table(
                  substituteHeads,
                  items.map((one) => [one.person, one.name, one.post.split('#')[0] ?? '']),
                  desk.paper,
                ),
        );
      }),
  );
}

const onSheet = (roster: Command, desk: Desk, usage: string, words: string): Command => {
  const { option } = desk.t.rooms;
  return leaf(roster, usage, words, desk)
    .argument('<session>', option.sessionArgument)
    .argument('<site>', option.siteArgument)
    .requiredOption('--room <room>', option.room)
    .requiredOption('--absent <person>', option.absent)
    .option('--season <id>', desk.t.options.season);
};

/** As rosters number them: `7` is `007`. */
const numbered = (room: string): string => (/^\d+$/.test(room) ? room.padStart(3, '0') : room);

function show(desk: Desk, done: Replaced): void {
  const { t, paper } = desk;
  const { room, absentName, name } = done.replacement;
  desk.answer(
    () => inIso(calendarOf(done.timezone), done),
    () => [
      paper.green(t.rooms.replaced(room, absentName, name)),
      ...(done.declared ? [paper.yellow(t.rooms.declared)] : []),
      ...(done.also.length === 0 ? [] : [paper.yellow(t.rooms.also), ...done.also]),
    ],
  );
}
