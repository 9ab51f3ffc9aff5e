import type { Season } from '../adapters/store/types.js';
import type { SeasonPlan } from '../engine/season-plan.js';
import type { Service } from '../service/service.js';
import type { Lang } from '../text/lang.js';
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
  const { counts } = await service.statusOf(id);
  const verdict = await service.verify(id);
  const climbed = await highest(service, id);
  const done = counts['accepted'] ?? 0;
  const zh = [
    '',
    `${title.zh}演练结束：${done} 项全部办结，发出 ${verdict.words} 条提醒与上报，核对台账 ${verdict.violations.length === 0 ? '相符' : `有 ${verdict.violations.length} 处不符`}。`,
    '接下来可在另一终端（项目目录内）输入：',
  ];
  const en = [
    '',
    `${title.en}: the rehearsal is over. ${done} duties accepted, ${verdict.words} words told, the record ${verdict.violations.length === 0 ? 'holds' : `has ${verdict.violations.length} faults`}.`,
    'Type next, in another terminal in the project folder:',
  ];
  return [...(lang === 'zh' ? zh : en), ...commandsNext(id, climbed, tools)].join('\n');
}

/** A unit, and the duty of it that climbed the highest: the most there is to look at. */
interface Climbed {
  readonly path: string;
  readonly duty: string;
}

async function highest(service: Service, season: string): Promise<Climbed | null> {
  const { events } = await service.happenings(season, {});
  let level = -1;
  let found: Climbed | null = null;
  for (const { path, event } of events)
    if (event.type === 'told' && event.action === 'escalate' && event.rung > level) {
      level = event.rung;
      found = { path, duty: event.duty };
    }
  return found;
}

const commandsNext = (
  season: string,
  climbed: Climbed | null,
  { temporal, address }: Tools,
): string[] => [
  `  npx kaowu season status --season ${season}`,
  ...(climbed ? [`  npx kaowu step show ${climbed.path} ${climbed.duty} --season ${season}`] : []),
  `  npx kaowu verify --season ${season}`,
  '  npx kaowu plan simulate plans/county-zhongkao',
  '  npm start -- --plan plans/county-zhongkao --exam-day 2027-06-16',
  `  ${temporal} workflow list --address ${address} --namespace kaowu --query "KaowuSeason = '${season}'"`,
  ...(climbed
    ? [
        `  ${temporal} workflow query --address ${address} --namespace kaowu --workflow-id ${unitId(season, climbed.path)} --type progress`,
      ]
    : []),
  `  ${temporal} workflow describe --address ${address} --namespace kaowu --workflow-id ${seasonId(season)}`,
];
