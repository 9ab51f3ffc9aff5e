import type { Command } from 'commander';
import { calendarOf } from '../engine/calendar.js';
import { epochMs } from '../engine/model.js';
import type { SeasonCheck } from '../service/registers/check-season.js';
import { assignmentWords, clashWords } from '../text/register-words.js';
import { EXIT, type Desk } from './desk.js';
import { seasonMeant } from './era.js';
import { leaf } from './leaf.js';

/** `register check`: how a season is staffed; exit code 1 where somebody may not hold his post. */
export function addCheck(register: Command, desk: Desk): void {
  leaf(register, 'check', desk.t.registers.check, desk)
    .option('--season <id>', desk.t.options.season)
    .action(async (options: { readonly season?: string }) => {
      const season = await desk.withService((service) =>
        seasonMeant(desk, service, options.season),
      );
      await desk.withHttp(async (http) => {
        const check = await http.get<SeasonCheck>(`/api/v1/seasons/${season.id}/roster-check`);
        show(desk, check, season.timezone);
      });
    });
}

function show(desk: Desk, check: SeasonCheck, timezone: string): void {
  const { lang, paper } = desk;
  const t = desk.t.registers;
  const { findings, clashes, away, devices, asked, day } = check;
  const barred = findings.filter((one) => one.barred);
  const trouble = barred.length + clashes.length + away.length + devices.length;
  if (trouble > 0) desk.exitCode = EXIT.refused;
  const calendar = calendarOf(timezone);
  const when = (at: number): string =>
    `${calendar.dateOf(epochMs(at))} ${calendar.timeOf(epochMs(at))}`;
  const part = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', paper.bold(title), ...lines];
  desk.answer(
    () => check,
    () => [
      trouble + findings.length === 0
        ? paper.green(t.sound(asked, day))
        : t.found(barred.length, findings.length - barred.length, asked, day),
      ...findings.map((one) => {
        const line = assignmentWords(one, one.substitutes, lang, one.barred);
        return one.barred ? paper.red(line) : line;
      }),
      ...part(
        t.clashes(clashes.length),
        clashes.map((one) => clashWords(one, when(one.fromAt), when(one.untilAt), lang)),
      ),
      ...part(
        t.away(away.length),
        away.map(({ person, post, by }) =>
          t.awayLine(person, post, 'subject' in by ? t.elsewhere(by.place) : t.standIn(by.person)),
        ),
      ),
      ...part(
        t.devices(devices.length),
        devices.map(({ a, b }) => t.deviceLine(a.subject, a.place, b.place)),
      ),
    ],
  );
}
