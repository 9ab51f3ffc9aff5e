import type { Command } from 'commander';
import type { ProcedureView } from '../service/procedures.js';
import { dayTime } from '../text/when.js';
import { actOn, withSender, type SenderOptions } from './act-on.js';
import type { Desk } from './desk.js';
import { eraOf, seasonMeant, type Era } from './era.js';
import { inIso } from './in-iso.js';
import { group, leaf } from './leaf.js';

/** `procedure list|begin`: what the plan holds ready for when it is needed. */
export function procedureCommands(program: Command, desk: Desk): void {
  const { command } = desk.t.procedures;
  const procedure = group(program, 'procedure', command.procedure, desk);
  addList(procedure, desk);
  addBegin(procedure, desk);
}

function addList(procedure: Command, desk: Desk): void {
  leaf(procedure, 'list', desk.t.procedures.command.list, desk)
    .argument('<unit>', desk.t.options.unitArgument)
    .option('--season <id>', desk.t.options.season)
    .action((unit: string, { season: named }: { readonly season?: string }) =>
      desk.withService(async (service) => {
        const season = await seasonMeant(desk, service, named);
        const era = eraOf(desk, season);
        const procedures = await service.procedures(season.id, unit);
        desk.answer(
          () => inIso(era.calendar, { season: season.id, unit, procedures }),
          () =>
            procedures.length === 0
              ? [desk.t.procedures.none]
              : procedures.flatMap((one) => linesOf(desk, era, one)),
        );
      }),
    );
}

interface BeginOptions extends SenderOptions {
  readonly about: string;
  readonly session?: string;
}

function addBegin(procedure: Command, desk: Desk): void {
  const { command: texts, option } = desk.t.procedures;
  const command = leaf(procedure, 'begin', texts.begin, desk)
    .argument('<unit>', desk.t.options.unitArgument)
    .argument('<procedure>', option.id)
    .requiredOption('--about <words>', option.about)
    .option('--session <id>', option.session);
  withSender(command, desk).action((unit: string, id: string, options: BeginOptions) =>
    actOn(desk, options, { name: 'begin', unit, about: id }, (_, sender) => ({
      ...sender,
      procedure: id,
      about: options.about,
      ...(options.session !== undefined && { session: options.session }),
    })),
  );
}

function linesOf(
  desk: Desk,
  { calendar }: Era,
  { id, title, steps, begun }: ProcedureView,
): string[] {
  const t = desk.t.procedures;
  const titles = new Map(steps.map((step) => [step.id, step.title[desk.lang]]));
  const stepOf = (duty: string): string => titles.get(duty.slice(0, duty.lastIndexOf('@'))) ?? duty;
  const doneOf = (steps: ProcedureView['begun'][number]['steps']): string[] =>
    steps.map(
      ({ duty, status, dueAt, acceptedAt }) =>
        `    ${duty}  ${stepOf(duty)}  ${desk.t.status[status]}  ${dayTime(desk.lang, calendar, acceptedAt ?? dueAt)}`,
    );
  return [
    `${id}  ${title[desk.lang]}`,
    `  ${t.steps(steps.map((step) => step.title[desk.lang]).join(' → '))}`,
    ...(begun.length === 0 ? [`  ${t.never}`] : []),
    ...begun.flatMap(({ ordinal, about, session, open, steps: of }) => [
      `  ${t.begun(ordinal, session === undefined ? about : `${session}  ${about}`, open)}`,
      ...doneOf(of),
    ]),
  ];
}
