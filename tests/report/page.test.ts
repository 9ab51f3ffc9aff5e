import { describe, expect, it } from 'vitest';
import { diffOf } from '../../src/report/diff.js';
import { diffSections } from '../../src/report/diff-sections.js';
import { loadOf } from '../../src/report/load.js';
import { axisOf, placeOn, ticksOf } from '../../src/report/page/axis.js';
import { timeOf } from '../../src/report/page/bars.js';
import { diffPage } from '../../src/report/page/diff-page.js';
import { html } from '../../src/report/page/html.js';
import { simulationPage } from '../../src/report/page/simulation-page.js';
import { saidWords } from '../../src/report/words.js';
import type { Prepared } from '../../src/service/prepare.js';
import type { Lang } from '../../src/text/lang.js';
import { seasonPlan, step } from '../engine/season.js';
import { on, preparedOf, small } from './a-plan.js';
import { cpuMs } from '../support/cpu-time.js';

const page = (prepared: Prepared, lang: Lang = 'zh'): string => {
  const load = loadOf(prepared, saidWords(prepared));
  return simulationPage({ prepared, load, premise: 'nobody', sections: [], lang });
};
const compared = (old: Prepared, now: Prepared, lang: Lang = 'zh'): string => {
  const diff = diffOf(old, now);
  return diffPage({ old, now, diff, sections: diffSections(old, now, diff, lang), lang });
};

/** Every tag opened is closed, in its order; what HTML never closes is left out. */
function openTags(text: string): string[] {
  const open: string[] = [];
  for (const [, slash, name = '', self] of text.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*?(\/?)>/g)) {
    if (self || name === 'meta') continue;
    if (!slash) open.push(name);
    else if (open.pop() !== name) return [...open, `/${name}`];
  }
  return open;
}

describe('a page', () => {
  const moved = small('due: E-1d 12:00', 'due: E-2d 12:00');
  const pages = [page(small()), page(small(), 'en'), compared(small(), moved)];

  it.each(pages)('opens offline: it asks nobody for anything, and runs nothing', (text) => {
    expect(text).toContain("default-src 'none'");
    expect(text).not.toMatch(/https?:|<script|\ssrc=|\shref=|url\(|@import|\son[a-z]+=/i);
  });

  it.each(pages)('is well formed', (text) => {
    expect(openTags(text)).toEqual([]);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  it('lets no title out of its place', () => {
    const text = page(small('zh: 保密柜', 'zh: "<img src=x onerror=a()>\\"\' & \u202E"'));
    expect(text).toContain('&lt;img src=x onerror=a()&gt;&quot;&#39; &amp; ·');
    expect(text).not.toContain('<img');
    expect(html`<p title="${'"><b>'}">${[html`<i>1</i>`, '<']}</p>`.html).toBe(
      '<p title="&quot;&gt;&lt;b&gt;"><i>1</i>&lt;</p>',
    );
  });

  it('speaks one language throughout', () => {
    const outside = page(small(), 'en').replace(/示./g, '');
    expect(outside.replace(/<style>.*<\/style>/s, '')).not.toMatch(/\p{Script=Han}/u);
    expect(pages[0]).toContain('全程');
  });

  it('says who owes each step, when, and who gets how much', () => {
    expect(pages[0]).toContain('一中（示五）、二中（示七）');
    expect(pages[0]).toContain('最忙的一天');
  });

  it('draws the old time of a moved step over the new one', () => {
    const marks = [...(pages[2] ?? '').matchAll(/<i class="(was|task)"[^>]*title="([^"]*)"/g)];
    expect(marks.slice(0, 2).map(([, kind, said]) => [kind, said])).toEqual([
      ['was', '2027-06-12 09:00 – 2027-06-15 12:00'],
      ['task', '2027-06-12 09:00 – 2027-06-14 12:00'],
    ]);
    expect(compared(small(), small())).toContain('两份方案内容相同');
  });

  it('stays under 3 MB for a city of ten thousand duties', () => {
    const title = { zh: '某市第一高级中学考点', en: 'Site of the first high school' };
    const units = Array.from({ length: 100 }, (_, n) => ({
      ...{ path: `county/s${n}`, kind: 'site', title, candidates: 1, rooms: 1 },
    }));
    const root = { path: 'county', kind: 'county', title, candidates: 1, rooms: 1 };
    const steps = Array.from({ length: 100 }, (_, n) =>
      step(`s${n}`, { title: { zh: '逐考场测试信号屏蔽，金属探测器上岗', en: 'Test' } }),
    );
    const prepared = preparedOf(seasonPlan(steps, { units: [root, ...units] }));
    const begin = cpuMs();
    const text = page(prepared);
    expect(Buffer.byteLength(text)).toBeLessThan(3_000_000);
    // About a second; the simulation is most of it.
    expect(cpuMs() - begin).toBeLessThan(15_000);
  });
});

describe('an axis', () => {
  const { calendar } = small();
  const axis = axisOf(calendar, '2027-06-13', '2027-06-16');

  it('puts an instant where it lies, and what lies outside at its edge', () => {
    const places = ['06-13 00:00', '06-14 00:00', '06-15 12:00', '06-17 00:00', '07-01 00:00'];
    expect(places.map((time) => placeOn(axis, on(time)))).toEqual([0, 25, 62.5, 100, 100]);
  });

  it('marks days where it shows few, else months', () => {
    expect(ticksOf(axis, 'zh').map(({ label }) => label)).toEqual(['6/13', '14日', '15日', '16日']);
    const season = axisOf(calendar, '2026-12-10', '2027-02-10');
    expect(ticksOf(season, 'en').map(({ label }) => label)).toEqual(['Jan', 'Feb']);
  });
});

it('draws a duty from its opening, or its first reminder; a watch over its whole span', () => {
  const [duty] = small().unitPlans[1]?.body.duties.filter(({ id }) => id === 'safe') ?? [];
  if (!duty) throw new Error('no safe');
  const due = on('06-15 12:00');
  expect(timeOf(duty)).toEqual({ from: on('06-12 09:00'), to: due });
  expect(timeOf({ ...duty, openAt: null }).from).toBe(on('06-14 12:00'));
  const span = { fromAt: on('06-01 00:00'), untilAt: on('06-18 18:00'), from: null, until: null };
  const series = { ...span, everyMs: 1, instants: null, of: 'task', leadMs: 0 } as const;
  expect(timeOf({ ...duty, series })).toEqual({ from: span.fromAt, to: span.untilAt });
});
