import type { Command } from 'commander';
import { dailyPaper, sitePaper, specialPaper, type ReportPaper } from '../report/documents.js';
import { minutePage, minutePaper } from '../report/minute-sheet.js';
import { pageOf, sectionPart } from '../report/page/page.js';
import type { Brief } from '../service/proof/brief.js';
import type { MinuteSheet } from '../service/proof/minute.js';
import type { Proof } from '../service/proof/proof.js';
import type { ZeroReport } from '../service/proof/zero.js';
import type { DutyList } from '../service/reads/duty-list.js';
import { documentDocx } from '../sheets/docx.js';
import type { Desk } from './desk.js';
import { seasonMeant } from './era.js';
import type { Http } from './http.js';
import { gather, leaf } from './leaf.js';
import { table } from './table.js';
import { writeSaid } from './write-file.js';

interface Options {
  readonly season?: string;
  readonly unit?: string;
  readonly session?: string;
  readonly text?: readonly string[];
  readonly docx?: string;
  readonly html?: string;
}

const MOST_ON_A_PAGE = 200;
/** Of a minute sheet; the boxes behind them are for a pen. */
const SAID_COLUMNS = 4;

/** `report daily|special|site|minute`: on paper. */
export function addPapers(report: Command, desk: Desk): void {
  const { command, option } = desk.t.proof;
  const { season, unit } = desk.t.options;
  const paper = (name: 'daily' | 'special' | 'site' | 'minute') =>
    leaf(report, name, name === 'minute' ? desk.t.minute.command : command[name], desk)
      .option('--season <id>', season)
      .option('--docx <file>', option.docx)
      .option('--html <file>', option.html);
  paper('daily')
    .option('--unit <path>', unit)
    .action((options: Options) =>
      written(desk, options, async ({ http, of, query }) =>
        plainly(
          dailyPaper(desk.lang, {
            brief: await http.get<Brief>(`${of}/brief`, query),
            zero: await http.get<ZeroReport>(`${of}/zero`, query),
            morning: await http.get<Proof>(`${of}/morning`),
          }),
        ),
      ),
    );
  paper('special')
    .requiredOption('--unit <path>', unit)
    .requiredOption('--text <text>', option.text, gather)
    .action((options: Options) =>
      written(desk, options, async (ask) =>
        plainly(specialPaper(desk.lang, { ...(await unitFacts(ask)), text: options.text ?? [] })),
      ),
    );
  paper('site')
    .requiredOption('--unit <path>', unit)
    .action((options: Options) =>
      written(desk, options, async (ask) => plainly(sitePaper(desk.lang, await unitFacts(ask)))),
    );
  paper('minute')
    .requiredOption('--unit <path>', unit)
    .requiredOption('--session <id>', desk.t.minute.session)
    .action((options: Options) =>
      written(desk, options, async ({ http, of, query }) => {
        const asked = { ...query, session: options.session };
        const sheet = await http.get<MinuteSheet>(`${of}/minute`, asked);
        const paper = minutePaper(desk.lang, sheet);
        const [duties] = paper.sections;
        const rows = (duties?.rows ?? []).map((row) => row.slice(0, SAID_COLUMNS));
        const heads = duties?.heads.slice(0, SAID_COLUMNS) ?? [];
        const said = [paper.title, ...paper.lines, '', ...table(heads, rows, desk.paper)];
        return { paper, page: minutePage(desk.lang, sheet), said };
      }),
    );
}

const plainly = (paper: ReportPaper): Made => ({ paper });

/** A paper; where they are not the usual ones, the page that it is printed as, and what a terminal shows. */
interface Made {
  readonly paper: ReportPaper;
  readonly page?: string;
  readonly said?: readonly string[];
}

interface Ask {
  readonly http: Http;
  readonly season: string;
  /** Address of the season's reports. */
  readonly of: string;
  readonly query: { readonly unit: string | undefined };
}

const unitFacts = async ({ http, season, of, query }: Ask) => ({
  brief: await http.get<Brief>(`${of}/brief`, query),
  duties: await http.get<DutyList>('/api/v1/duties', {
    ...{ season, ...query, sort: 'due', limit: MOST_ON_A_PAGE },
  }),
});

/** Makes the paper and writes it as the options say; prints its sentences where they name no file. */
function written(desk: Desk, options: Options, make: (ask: Ask) => Promise<Made>): Promise<void> {
  return desk.withBoth(async (service, http) => {
    const { id } = await seasonMeant(desk, service, options.season);
    const query = { unit: options.unit?.replaceAll('/', '.') };
    const {
      paper: made,
      page,
      said,
    } = await make({
      ...{ http, season: id, of: `/api/v1/seasons/${id}/reports`, query },
    });
    const { docx, html } = options;
    if (docx !== undefined) writeSaid(desk, '--docx', docx, await documentDocx(made));
    if (html !== undefined) writeSaid(desk, '--html', html, page ?? htmlOf(desk, made));
    const files = [docx, html].filter((file) => file !== undefined);
    desk.answer(
      () => ({ ...made, files }),
      () =>
        files.length > 0
          ? files.map((file) => desk.paper.green(desk.t.proof.paper.written(file)))
          : [...(said ?? linesOf(made))],
    );
  });
}

const htmlOf = ({ lang }: Desk, { title, lines, sections, signed }: ReportPaper): string =>
  pageOf(
    lang,
    title,
    [...lines, signed.join(' ')],
    sections.map((section) => sectionPart(lang, section)),
  );

const linesOf = ({ title, lines, sections }: ReportPaper): string[] => [
  title,
  ...lines,
  ...sections.flatMap((section) => ['', section.title, ...section.notes]),
];
