import type { Command } from 'commander';
import type { Prepared } from '../service/prepare.js';
import { planRows } from '../sheets/plan-rows.js';
import { printedSheet, type PrintedSheet } from '../sheets/printed-sheet.js';
import { sheetCsv, type SheetEncoding } from '../sheets/sheet-csv.js';
import { sheetHtml } from '../sheets/sheet-html.js';
import { sheetXlsx } from '../sheets/sheet-xlsx.js';
import type { Desk } from './desk.js';
import { leaf } from './leaf.js';
import { misuse } from './misuse.js';
import { preparedFrom } from './prepared.js';
import { table } from './table.js';
import { writeSaid } from './write-file.js';

interface Options {
  readonly examDay?: string;
  readonly season?: string;
  readonly xlsx?: string;
  readonly csv?: string;
  readonly html?: string;
  readonly encoding?: string;
}

/** `plan print`: the plan as a task sheet (任务分解表), on the terminal or in files. */
export function addPrint(plan: Command, desk: Desk): void {
  const { t } = desk;
  leaf(plan, 'print', t.commands.planPrint, desk)
    .argument('<folder>', t.options.folder)
    .option('--xlsx <file>', t.options.xlsx)
    .option('--csv <file>', t.options.csv)
    .option('--encoding <encoding>', t.options.encoding)
    .option('--html <file>', t.options.sheetHtml)
    .option('--exam-day <day>', t.options.examDay)
    .option('--season <id>', t.options.newSeason)
    .action(async (folder: string, options: Options) => {
      const encoding = encodingSaid(desk, options.encoding);
      const prepared = preparedFrom(desk, folder, options);
      if (prepared) await print(desk, prepared, options, encoding);
    });
}

function encodingSaid(desk: Desk, text = 'utf-8'): SheetEncoding {
  const said = text.toLowerCase().replace('utf8', 'utf-8');
  if (said === 'utf-8' || said === 'gb18030') return said;
  throw misuse(desk.lang, (words) => words.encoding(text));
}

async function print(desk: Desk, prepared: Prepared, options: Options, encoding: SheetEncoding) {
  const { lang } = desk;
  const rows = planRows(prepared, lang);
  const sheet = printedSheet(prepared.plan.title[lang], rows, lang);
  const files: [
    option: string,
    file: string | undefined,
    content: () => string | Promise<Buffer>,
  ][] = [
    ['--xlsx', options.xlsx, () => sheetXlsx(sheet)],
    ['--csv', options.csv, () => sheetCsv(sheet, encoding)],
    ['--html', options.html, () => sheetHtml(sheet, pageWords(desk, prepared, rows.length))],
  ];
  const written: string[] = [];
  for (const [option, file, content] of files) {
    if (file === undefined) continue;
    writeSaid(desk, option, file, await content());
    written.push(file);
  }
  desk.answer(
    () => ({ ok: true, written, rows }),
    () =>
      written.length > 0 ? [desk.t.sheets.printed(rows.length, written)] : onTerminal(sheet, desk),
  );
}

function pageWords({ t, lang }: Desk, { plan }: Prepared, count: number) {
  const { page } = t.sheets;
  const root = plan.units[0]?.title[lang] ?? '';
  return {
    facts: [page.body(root), page.examDay(plan.examDay), page.count(count)],
    ...{ issued: page.issued, seal: page.seal, date: page.date },
    page: [page.before, page.between, page.after] as const,
  };
}

const onTerminal = ({ heads, rows }: PrintedSheet, { paper }: Desk): string[] =>
  table(
    heads,
    rows.map(({ cells }) => [...cells]),
    paper,
  );
