import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSeasonFolder } from '../../src/plan/season-folder.js';
import { readSmall, SMALL } from './small-season.js';
import { cpuMs } from '../support/cpu-time.js';

type Read = ReturnType<typeof readSmall>;

/** The codes of a season's faults, and how long reading took: far below what a person waits. */
function within(limitMs: number, read: () => Read): Set<string> {
  const begun = cpuMs();
  const answer = read();
  expect(cpuMs() - begun).toBeLessThan(limitMs);
  return new Set('faults' in answer ? answer.faults.map(({ code }) => code) : []);
}

const rows = (count: number, row: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => row(n)).join('\n');
const steps = (count: number, step: (n: number) => string): string =>
  `${SMALL['plan.yaml']}${rows(count, step)}\n`;
const sites = (count: number): string =>
  `${SMALL['units.csv']}${rows(count, (n) => `top/s${n},site,校,S,30,1`)}\n`;

// Some twenty times what an idle machine of two cores takes: a test of bounds, not of speed.
describe('whatever is read, the answer comes soon', { timeout: 90_000 }, () => {
  it('of a file of 50 MB, which is not even opened', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kaowu-plan-'));
    try {
      for (const [name, text] of Object.entries(SMALL)) writeFileSync(join(folder, name), text);
      truncateSync(join(folder, 'posts.csv'), 50 * 1024 * 1024);
      expect(within(10_000, () => readSeasonFolder(folder))).toContain('file-too-large');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('of a million rows', () => {
    for (const file of ['units.csv', 'posts.csv'] as const) {
      const [header = ''] = SMALL[file].split('\n');
      const text = `${header}\n${'a,\n'.repeat(1_000_000)}`;
      expect(within(30_000, () => readSmall({ [file]: text }))).toContain('csv-too-many-rows');
    }
  });

  it('of a hundred thousand rows, each wrong in several ways', () => {
    const text = `${SMALL['posts.csv']}${rows(100_000, (n) => `P${n},示,top/nowhere-${n},cook`)}\n`;
    expect(within(30_000, () => readSmall({ 'posts.csv': text }))).toContain('too-many-faults');
    const cells = `${SMALL['posts.csv']}${rows(80_000, (n) => `P${n},示,top/x${n},cook,,soon,`)}\n`;
    const read = () => readSmall({ 'posts.csv': cells, 'units.csv': sites(15_000) });
    expect(within(30_000, read)).toContain('too-many-faults');
  });

  it('of more duties than any country has', () => {
    const plan = steps(
      300,
      (n) =>
        `  - { id: x${n}, title: { zh: 事, en: X }, phase: eve, scope: { kinds: [site] }, due: E 07:00, source: A1 }`,
    );
    const read = () => readSmall({ 'plan.yaml': plan, 'units.csv': sites(15_000) });
    expect(within(30_000, read)).toContain('plan-too-large');
  });

  it('of thousands of steps that all name what is not there', () => {
    const plan = steps(
      1_500,
      (n) =>
        `  - { id: x${n}, title: { zh: 事, en: X }, phase: p${n}, scope: { units: [top/u${n}] }, due: step(y${n}), doer: root.d${n}, source: A1 }`,
    );
    expect(within(30_000, () => readSmall({ 'plan.yaml': plan }))).toContain('too-many-faults');
  });

  it('of a chain of needs as long as the plan', () => {
    const plan = steps(
      1_500,
      (n) =>
        `  - { id: x${n}, title: { zh: 事, en: X }, phase: eve, scope: { units: [top] }, due: E 07:00, needs: [{ step: x${(n + 1) % 1_500} }], source: A1 }`,
    );
    expect(within(30_000, () => readSmall({ 'plan.yaml': plan }))).toContain('needs-circle');
  });

  it('of a plan in which everybody waits for everybody', () => {
    const needs = rows(60, (n) => `{ step: x${n}, scope: subtree },`).replaceAll('\n', ' ');
    const kinds = rows(60, (n) => `k${n}`).replaceAll('\n', ', ');
    const known = rows(60, (n) => `  - { id: k${n}, title: { zh: 类, en: K } }`);
    const plan = steps(
      60,
      (n) =>
        `  - id: x${n}\n    title: { zh: 事, en: X }\n    phase: eve\n    scope: { kinds: [site, ${kinds}] }\n    due: E 07:00\n    needs:\n      [${needs.replaceAll('}, ', '},\n      ')}]\n    source: A1`,
    ).replace('phases:', `${known}\nphases:`);
    const deep = rows(60, (n) => `top/d${n},k${n},级,D,0,0\ntop/d${n}/e,k${59 - n},级,D,0,0`);
    const read = () =>
      readSmall({ 'plan.yaml': plan, 'units.csv': `${SMALL['units.csv']}${deep}\n` });
    const codes = within(30_000, read);
    expect([...codes].filter((code) => /^(?:needs-|too-many)/.test(code))).not.toEqual([]);
  });

  it('of needs that look at a thousand kinds of units each', () => {
    const all = Array.from({ length: 1_024 }, (_, n) => n);
    const kinds = all.map((n) => `  - { id: k${n}, title: { zh: 类, en: K } }`).join('\n');
    const listed = (some: readonly number[]) =>
      `[\n${some.map((n) => `      k${n},\n`).join('')}      ]`;
    const step = (id: string, scope: string, needs = '') =>
      `  - id: ${id}\n    title: { zh: 事, en: X }\n    phase: eve\n    scope: { kinds: ${scope} }\n    due: E 07:00\n    source: A1\n${needs}`;
    // Every kind owes steps of its own: none is like another.
    const bits = Array.from({ length: 10 }, (_, bit) => {
      return step(`b${bit}`, listed(all.filter((n) => (n >> bit) & 1)));
    });
    const needs = `    needs:\n${'      - { step: all, scope: children }\n'.repeat(200)}`;
    const gates = Array.from({ length: 12 }, (_, n) => step(`g${n}`, '[county]', needs));
    const text = `${SMALL['plan.yaml'].replace('phases:', `${kinds}\nphases:`)}${[
      step('all', listed(all)),
      ...bits,
      ...gates,
    ].join('')}`;
    const units = `${SMALL['units.csv']}${all.map((n) => `top/u${n},k${n},级,U,0,0`).join('\n')}\n`;
    const read = () => readSmall({ 'plan.yaml': text, 'units.csv': units });
    expect(within(30_000, read)).toContain('needs-too-many');
  });
});
