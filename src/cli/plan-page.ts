import type { PlanDiff } from '../report/diff.js';
import { diffPage } from '../report/page/diff-page.js';
import { simulationPage, type SimulationPage } from '../report/page/simulation-page.js';
import { loadOf } from '../report/load.js';
import type { Section } from '../report/section.js';
import type { SaidWord } from '../report/words.js';
import type { Prepared } from '../service/prepare.js';
import type { Desk } from './desk.js';
import { digestSaid } from './plan-what-if.js';
import { writeSaid } from './write-file.js';

interface Extras {
  readonly sections: readonly Section[];
  readonly digest?: string;
  readonly premise: SimulationPage['premise'];
}

/** Writes a simulation as a page. */
export function writeSimulationPage(
  desk: Desk,
  file: string,
  prepared: Prepared,
  words: readonly SaidWord[],
  { sections, digest, premise }: Extras,
): void {
  const load = loadOf(prepared, words, digestSaid(desk, digest));
  writeSaid(
    desk,
    '--html',
    file,
    simulationPage({ prepared, load, premise, sections, lang: desk.lang }),
  );
}

/** Writes a comparison as a page. */
export function writeDiffPage(
  desk: Desk,
  file: string,
  old: Prepared,
  now: Prepared,
  diff: PlanDiff,
  sections: readonly Section[],
): void {
  writeSaid(desk, '--html', file, diffPage({ old, now, diff, sections, lang: desk.lang }));
}
