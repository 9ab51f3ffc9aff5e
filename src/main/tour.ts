import type { Season } from '../adapters/store/types.js';
import type { SeasonPlan } from '../engine/season-plan.js';
import { shortReport } from '../cli/season-report-facts.js';
import type { SeasonReport } from '../service/season-report.js';
import type { Service } from '../service/service.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { seasonId, unitId } from '../../workflows/messages.js';

/** Temporal's own command line, and where it reaches the server. */
export interface Tools {
  readonly temporal: string;
  readonly address: string;
}

export interface Introduction {
  readonly lang: Lang;
  readonly address: string;
  readonly uiAddress: string | null;
  /** The season just started; null where the service only goes on. */
  readonly season: SeasonPlan | null;
}

/** What a newcomer reads when everything runs. */
export function introduction({ lang, address, uiAddress, season }: Introduction): string {
  const pages =
    uiAddress === null ? '' : lang === 'zh' ? `，页面 ${uiAddress}` : `, pages at ${uiAddress}`;
  const server =
    lang === 'zh'
      ? `服务已启动：Temporal ${address}${pages}`
      : `running: Temporal ${address}${pages}`;
  if (season === null) return server;
  const title = season.title[lang];
  return lang === 'zh'
    ? `${server}\n${title}（编号 ${season.season}），${season.units.length} 个单位，首场考试 ${season.examDay}。Ctrl-C 停止，再次 npm start 继续。\n`
    : `${server}\n${title} (id ${season.season}), ${season.units.length} units, first exam day ${season.examDay}. Ctrl-C stops; npm start goes on.\n`;
}

/** What was proved by a rehearsal, and what to type next: the same from our command line and from outside. */
export async function farewell(
  service: Service,
  { id, title }: Season,
  tools: Tools,
  lang: Lang,
): Promise<string> {
  const report = await service.seasonReport(id);
  const { violations } = await service.verify(id);
  const t = texts(lang).seasonReport;
  return [
    '',
    t.over(title[lang]),
    ...shortReport(lang, report),
    `  ${violations.length === 0 ? t.holds : t.violated(violations.length)}`,
    '',
    t.typeNext,
    ...commandsNext(id, report.highest, tools),
  ].join('\n');
}

const commandsNext = (
  season: string,
  climbed: SeasonReport['highest'],
  { temporal, address }: Tools,
): string[] => [
  `  npx kaowu season report --season ${season}`,
  ...(climbed ? [`  npx kaowu step show ${climbed.unit} ${climbed.duty} --season ${season}`] : []),
  `  npx kaowu verify --season ${season}`,
  '  npx kaowu plan simulate plans/county-zhongkao',
  '  npm start -- --plan plans/county-zhongkao --exam-day 2027-06-16',
  `  ${temporal} workflow list --address ${address} --namespace kaowu --query "KaowuSeason = '${season}'"`,
  ...(climbed
    ? [
        `  ${temporal} workflow query --address ${address} --namespace kaowu --workflow-id ${unitId(season, climbed.unit)} --type progress`,
      ]
    : []),
  `  ${temporal} workflow describe --address ${address} --namespace kaowu --workflow-id ${seasonId(season)}`,
];
