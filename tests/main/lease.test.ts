import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { caretakersLease } from '../../src/main/lease.js';
import type { Place } from '../../src/main/place.js';

it('is held by one process however many of its loops ask at once, and stays held', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'kaowu-lease-'));
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
  const place = { dataFolder, storeUrl: `file:${join(dataFolder, 'kaowu.db')}` } as Place;
  const lease = caretakersLease(place);
  expect(await Promise.all([lease.isHeld(), lease.isHeld(), lease.isHeld()])).toEqual([
    ...[true, true, true],
  ]);
  expect(await lease.isHeld()).toBe(true);
  const other = caretakersLease(place);
  expect(await other.isHeld()).toBe(false);
  await lease.release();
  expect(await Promise.all([other.isHeld(), other.isHeld()])).toEqual([true, true]);
  await other.release();
});
