import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Where pictures of the pages go, for a person to look at; without it none are made. */
const shots = process.env['SHOTS'];

/** The browser of this machine; `CHROMIUM` names another. */
export async function aChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? CHROMIUM.find((file) => existsSync(file));
  if (executablePath === undefined) throw new Error(`no browser; looked at ${CHROMIUM.join(', ')}`);
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

/** What is seriously wrong with a page for who cannot see or use a mouse: rule and place, one a line. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // The page's own policy lets in no script: it comes by the debugger, as an extension's would.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: AXE });
  const { result } = await session.send('Runtime.evaluate', {
    expression:
      'axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }).then((r) => JSON.stringify(r.violations.filter((v) => v.impact === "serious" || v.impact === "critical").map((v) => v.id + " " + v.nodes[0].target.join(" "))))',
    ...{ awaitPromise: true, returnByValue: true },
  });
  await session.detach();
  return JSON.parse(String(result.value)) as string[];
}

/** Whether a page is wider than its screen: somebody would have to push it to and fro. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > window.innerWidth + 1');

/** A picture of the page on a phone and at a desk. */
export async function picture(page: Page, name: string): Promise<void> {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  const before = page.viewportSize();
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true });
  }
  if (before) await page.setViewportSize(before);
}

export type { Browser, BrowserContext, Page };
