import { Option, type Command } from 'commander';
import type { Desk } from './desk.js';
import { seasonMeant } from './era.js';
import { leaf } from './leaf.js';
import { Misuse } from './misuse.js';
import { takeAway } from './take-away.js';

interface Options {
  readonly season?: string;
  readonly unit?: string;
  readonly department?: string;
  readonly format: 'csv' | 'xlsx';
  readonly out?: string;
}

const LISTS = ['duties', 'overdue'];

/** `export duties|overdue`: to a file, or CSV to the terminal. */
export function exportCommand(program: Command, desk: Desk): void {
  const { t } = desk;
  const command = leaf(program, 'export', t.outgoing.export, desk).option(
    '--season <id>',
    t.options.season,
  );
  command
    .addArgument(command.createArgument('<what>', t.outgoing.what).choices(LISTS))
    .option('--unit <path>', t.options.unit)
    .option('--department <path>', t.options.department)
    .addOption(
      new Option('--format <format>', t.outgoing.format).choices(['csv', 'xlsx']).default('csv'),
    )
    .option('--out <file>', t.outgoing.out)
    .action((what: string, options: Options) => exportList(desk, what, options));
}

async function exportList(desk: Desk, what: string, options: Options): Promise<void> {
  const { unit, department, format, out } = options;
  if (out === undefined && format === 'xlsx') throw new Misuse(desk.t.outgoing.needsFile);
  const { id } = await desk.withService((service) => seasonMeant(desk, service, options.season));
  await desk.withHttp(async (http) => {
    const answer = await http.stream(`/api/v1/seasons/${id}/exports/${what}.${format}`, {
      unit: unit?.replaceAll('/', '.'),
      department: department?.replaceAll('/', '.'),
      lang: desk.lang,
    });
    if (out === undefined) {
      for await (const line of linesOf(answer)) desk.context.out(line);
      return;
    }
    await takeAway(desk, answer, out);
    desk.answer(
      () => ({ season: id, what, format, file: out }),
      () => [desk.t.outgoing.written(out)],
    );
  });
}

/** As they come; the mark by which a spreadsheet knows UTF-8 is nothing for a terminal. */
async function* linesOf({ body }: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true });
    const lines = text.split('\r\n');
    text = lines.pop() ?? '';
    yield* lines;
  }
  if (text !== '') yield text;
}
