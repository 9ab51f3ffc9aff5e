import type { Command } from 'commander';
import { dailyPaper, sitePaper, specialPaper, type ReportPaper } from '../report/documents.js';
import { pageOf, sectionPart } from '../report/page/page.js';
import type { Brief } from '../service/proof/brief.js';
import type { Proof } from '../service/proof/proof.js';
import type { ZeroReport } from '../service/proof/zero.js';
import type { DutyList } from '../service/reads/duty-list.js';
import { documentDocx } from '../sheets/docx.js';
import type { Desk } from './desk.js';
import { seasonMeant } from './era.js';
import type { Http } from './http.js';
import { gather, leaf } from './leaf.js';
import { writeSaid } from './write-file.js';

interface Options {
  readonly season?: string;
  readonly unit?: string;
  readonly text?: readonly string[];
  readonly docx?: string;
  readonly html?: string;
}

const MOST_ON_A_PAGE = 200;

/** `report daily|special|site`: on paper. */
export function addPapers(report: Command, desk: Desk): void {
  const { command, option } = desk.t.proof;
  const { season, unit } = desk.t.options;
  const paper = (name: 'daily' | 'special' | 'site') =>
    leaf(report, name, command[name], desk)
      .option('--season <id>', season)
      .option('--docx <file>', option.docx)
      .option('--html <file>', option.html);
  paper('daily')
    .option('--unit <path>', unit)
    .action((options: Options) =>
      written(desk, options, async ({ http, of, query }) =>
        dailyPaper(desk.lang, {
          brief: await http.get<Brief>(`${of}/brief`, query),
          zero: await http.get<ZeroReport>(`${of}/zero`, query),
          morning: await http.get<Proof>(`${of}/morning`),
        }),
      ),
    );
  paper('special')
    .requiredOption('--unit <path>', unit)
    .requiredOption('--text <text>', option.text, gather)
    .action((options: Options) =>
      written(desk, options, async (ask) =>
        specialPaper(desk.lang, { ...(await unitFacts(ask)), text: options.text ?? [] }),
      ),
    );
  paper('site')
    .requiredOption('--unit <path>', unit)
    .action((options: Options) =>
      written(desk, options, async (ask) => sitePaper(desk.lang, await unitFacts(ask))),
    );
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
function written(
  desk: Desk,
  options: Options,
  make: (ask: Ask) => Promise<ReportPaper>,
): Promise<void> {
  return desk.withBoth(async (service, http) => {
    const { id } = await seasonMeant(desk, service, options.season);
    const query = { unit: options.unit?.replaceAll('/', '.') };
    const made = await make({ http, season: id, of: `/api/v1/seasons/${id}/reports`, query });
    const { docx, html } = options;
    if (docx !== undefined) writeSaid(desk, '--docx', docx, await documentDocx(made));
    if (html !== undefined) writeSaid(desk, '--html', html, htmlOf(desk, made));
    const files = [docx, html].filter((file) => file !== undefined);
    desk.answer(
      () => ({ ...made, files }),
      () =>
        files.length > 0
          ? files.map((file) => desk.paper.green(desk.t.proof.paper.written(file)))
          : linesOf(made),
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
