import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { expect, it } from 'vitest';
import { createMeters } from '../../src/main/metrics.js';
import { storeGauges } from '../../src/main/metrics-store.js';
import { namesIn } from './a-scrape.js';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly summary: string; readonly action: string };
}

const rules = (
  parse(readFileSync('deploy/prometheus/alerts.yml', 'utf8')) as {
    readonly groups: readonly { readonly rules: readonly Rule[] }[];
  }
).groups.flatMap((group) => group.rules);
const ruleTests = readFileSync('deploy/prometheus/alerts.test.yml', 'utf8');
const dashboard = readFileSync('deploy/grafana/kaowu.json', 'utf8');
/** Made by Prometheus itself, and by Temporal's SDK: the latter are held by `tests/e2e/backup.e2e.ts`. */
const FOREIGN = /^(?:up$|temporal_)/;
const NAME = /\b(?:kaowu|process|nodejs|temporal|up)(?:_[a-z0-9_]+)?\b(?=[{[)\s]|$)/g;

async function exported(): Promise<ReadonlySet<string>> {
  const meters = createMeters();
  storeGauges(meters.registry, {
    now: () => 0,
    health: () => Promise.reject(new Error('not asked')),
    store: {
      seasons: () => Promise.reject(new Error('not asked')),
      dutyFigures: () => Promise.reject(new Error('not asked')),
      operations: {} as never,
      ledger: {} as never,
    },
  });
  return namesIn(await meters.registry.metrics());
}

const namesOf = (expression: string): string[] =>
  [...expression.replace(/"[^"]*"/g, '').matchAll(NAME)].map(([name]) => name);
const expressions = (): string[] =>
  [...dashboard.matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g)].map(([, text = '""']) =>
    String(JSON.parse(text)),
  );

it('alerts and dashboard ask for no metric that the service does not export', async () => {
  const known = await exported();
  const asked = [...rules.map(({ expr }) => expr), ...expressions()].flatMap(namesOf);
  expect(asked.length).toBeGreaterThan(50);
  expect(asked.filter((name) => !known.has(name) && !FOREIGN.test(name))).toEqual([]);
});

it('every figure of our own is on the dashboard', async () => {
  const shown = new Set(expressions().flatMap(namesOf));
  const own = [...(await exported())].filter((name) => name.startsWith('kaowu_'));
  const base = (name: string) => name.replace(/_(?:bucket|sum|count)$/, '');
  const bases = new Set([...shown].map(base));
  expect(own.filter((name) => !bases.has(base(name)))).toEqual([]);
});

it('names follow the conventions of Prometheus: base units last, totals for counters', async () => {
  const meters = createMeters();
  for (const { name, type } of await meters.registry.getMetricsAsJSON()) {
    if (!name.startsWith('kaowu_')) continue;
    expect(name).toMatch(/^kaowu_[a-z_]+$/);
    expect(name.endsWith('_total'), name).toBe(String(type) === 'counter');
    expect(name).not.toMatch(/_(?:ms|millis|minutes)/);
  }
});

it('each alert says what is wrong in both languages and what to do, and has a test of its own', () => {
  for (const { alert, annotations } of rules) {
    expect(annotations.summary, alert).toMatch(/\p{Script=Han}.* · [a-z]/u);
    expect(annotations.action.length, alert).toBeGreaterThan(20);
    expect(ruleTests).toContain(`name: ${alert} fires`);
  }
});
