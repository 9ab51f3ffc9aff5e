import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../src/adapters/store/store.js';
import { minutePage } from '../../src/report/minute-sheet.js';
import { minuteSessions, minuteSheet } from '../../src/service/proof/minute.js';
import { firstRows } from '../../src/service/prepare.js';
import { aChromium, type Browser } from '../support/a-browser.js';
import { COUNTY_MORNING, countySeason } from '../support/county-morning.js';

const SEASON = 'minutes';
let browser: Browser;
let parts: Parameters<typeof minuteSheet>[0];
let store: Awaited<ReturnType<typeof openStore>>;

beforeAll(async () => {
  browser = await aChromium();
  const now = () => COUNTY_MORNING;
  store = await openStore(':memory:', { now });
  const prepared = countySeason(SEASON);
  const rows = prepared.unitPlans.map(({ path, body }) => [path, firstRows(body)]);
  await store.commitPlan({ ...prepared, boardRows: Object.fromEntries(rows), clock: null });
  parts = { store, now };
});
afterAll(async () => {
  await browser.close();
  await store.close();
});

/** How many pages a document has, by the objects of its pages. */
const pagesIn = (pdf: Buffer): number =>
  pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

it('prints every session of a site on one A4 page, in both languages', async () => {
  const page = await browser.newPage();
  const counts: Record<string, number> = {};
  for (const path of ['lanxi/site-1', 'lanxi/site-7'])
    for (const { id } of await minuteSessions(parts, SEASON, path))
      for (const lang of ['zh', 'en'] as const) {
        await page.setContent(minutePage(lang, await minuteSheet(parts, SEASON, path, id)));
        const pdf = await page.pdf({ preferCSSPageSize: true });
        counts[`${path} ${id} ${lang}`] = pagesIn(pdf);
      }
  expect(Object.keys(counts)).toHaveLength(2 * 5 * 2);
  expect(Object.entries(counts).filter(([, pages]) => pages !== 1)).toEqual([]);
});
