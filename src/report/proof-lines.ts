import { calendarOf } from '../engine/calendar.js';
import type { EpochMs } from '../engine/model.js';
import type { Proof, ProofFault } from '../service/proof/proof.js';
import type { FaultKind } from '../service/proof/compare.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { dayTime, fullTime, span } from '../text/when.js';

/** The sentences of a morning report, without its table: what was owed and said, also when nothing was. */
export function proofLines(lang: Lang, proof: Proof): string[] {
  const t = texts(lang);
  const { morning } = t.proof;
  const calendar = calendarOf(proof.timezone);
  const rehearsal = proof.rehearsal ? t.notice.rehearsal : '';
  const time = (at: EpochMs) => fullTime(calendar, at);
  return [
    `${rehearsal}${proof.title[lang]} ${morning.heading}`,
    `${morning.span(time(proof.from), time(proof.until))}${t.comma}${morning.sums(proof.expected, proof.said)}`,
    ...(proof.passedOver > 0 ? [morning.passedOver(proof.passedOver)] : []),
    morning.notices(proof.notices.owed, partsSaid(lang, proof)),
    `${morning.units(proof.units)}${t.comma}${verdict(lang, proof)}`,
  ];
}

/** What became of the notices; what did not happen is not said. */
function partsSaid(lang: Lang, { notices }: Proof): string {
  const { morning } = texts(lang).proof;
  const { owed: _, ...parts } = notices;
  return (Object.entries(parts) as [keyof typeof parts, number][])
    .filter(([, count]) => count > 0)
    .map(([name, count]) => morning.part(morning.parts[name], count))
    .join(texts(lang).list);
}

function verdict(lang: Lang, { counts }: Proof): string {
  const t = texts(lang);
  const { fault, morning } = t.proof;
  const found = (Object.entries(counts) as [FaultKind, number][]).filter(([, count]) => count > 0);
  if (found.length === 0) return morning.clean;
  const said = found.map(([kind, count]) => morning.count(fault[kind], count));
  return `${morning.faults}${t.colon}${said.join(t.list)}`;
}

/** The faults as rows of a table: kind, unit, duty, word, when it was owed, for whom. */
export function faultRows(
  lang: Lang,
  { timezone, faults }: Pick<Proof, 'timezone' | 'faults'>,
): string[][] {
  const t = texts(lang);
  const calendar = calendarOf(timezone);
  const late = (fault: ProofFault) =>
    fault.lateMs === undefined ? '' : ` ${t.proof.morning.lateBy(inSeconds(lang, fault.lateMs))}`;
  return faults.map((fault) => [
    t.proof.fault[fault.kind] + late(fault),
    fault.unitTitle[lang],
    fault.dutyTitle[lang],
    fault.action === 'escalate' ? t.level(fault.rung + 1) : t.action[fault.action],
    dayTime(lang, calendar, fault.owedAt),
    fault.to.join(t.list),
  ]);
}

const inSeconds = (lang: Lang, ms: number): string =>
  ms < 120_000 ? texts(lang).seasonReport.seconds(String(Math.round(ms / 1000))) : span(lang, ms);
