import type { Command } from 'commander';
import { diffOf, isSame } from '../report/diff.js';
import { diffSections } from '../report/diff-sections.js';
import type { Desk } from './desk.js';
import { inIso } from './in-iso.js';
import { leaf } from './leaf.js';
import { writeDiffPage } from './plan-page.js';
import { preparedFrom } from './prepared.js';
import { sectionLines } from './section-lines.js';

/** `plan diff`: what moves, appears, goes and changes from one plan to another. */
export function addDiff(plan: Command, desk: Desk): void {
  const { t } = desk;
  leaf(plan, 'diff', t.commands.planDiff, desk)
    .argument('<old>', t.options.oldFolder)
    .argument('<new>', t.options.newFolder)
    .option('--html <file>', t.options.html)
    .action((oldFolder: string, newFolder: string, { html }: { readonly html?: string }) => {
      const old = preparedFrom(desk, oldFolder, {});
      const now = old && preparedFrom(desk, newFolder, {});
      if (!now) return;
      const diff = diffOf(old, now);
      const sections = diffSections(old, now, diff, desk.lang);
      if (html !== undefined) writeDiffPage(desk, html, old, now, diff, sections);
      desk.answer(
        () => inIso(now.calendar, { same: isSame(diff), ...diff }),
        () => (html === undefined ? sectionLines(desk, sections) : [t.say.pageWritten(html)]),
      );
    });
}
