import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Timeline } from '../support/skipping-host.js';

const HOST = fileURLToPath(new URL('../support/skipping-host.ts', import.meta.url));
const ZONES = ['UTC', 'Asia/Shanghai', 'America/New_York'];

it('hosts in three time zones seal the same plans and tell the same timeline', () => {
  const [first, ...others] = ZONES.map(timelineOn);
  expect(new Set([first, ...others].map((one) => one?.offset)).size).toBe(3);
  for (const other of others) expect({ ...other, offset: first?.offset }).toEqual(first);

  expect(first?.seasons.map(({ season, events }) => [season, events > 20])).toEqual([
    ['2027-zhongkao', true],
    ['story', true],
    ['new-york', true],
  ]);
  // Anchors, so that three hosts cannot agree on the same mistake.
  expect(first?.seasons[1]?.firsts).toContain('county/one line owner due 2027-06-13T09:00:00.000Z');
  expect(first?.seasons[2]?.firsts).toContain('county/one line owner due 2027-06-13T21:00:00.000Z');
});

function timelineOn(zone: string): Timeline {
  const printed = execFileSync(process.execPath, ['--import', 'tsx', HOST], {
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  });
  return JSON.parse(printed) as Timeline;
}
