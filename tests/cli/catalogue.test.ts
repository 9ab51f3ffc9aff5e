import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { en } from '../../src/text/en.js';
import { zh } from '../../src/text/zh-CN.js';
import { refusals } from '../../src/text/refusals.js';

/** Every fixed phrase with its way through the catalogue; the types hold the functions. */
function phrases(thing: unknown, way = ''): [string, string][] {
  if (typeof thing === 'string') return [[way, thing]];
  if (typeof thing !== 'object' || thing === null) return [];
  return Object.entries(thing).flatMap(([key, value]) => phrases(value, `${way}.${key}`));
}

// English help needs no headings of its own.
const isFixed = ([way]: readonly [string, unknown]): boolean => !way.startsWith('.headings');

it('says everything in both languages', () => {
  const ways = (catalogue: unknown) =>
    phrases(catalogue)
      .filter(isFixed)
      .map(([way]) => way);
  expect(ways(en)).toEqual(ways(zh));
  expect([...phrases(zh), ...phrases(en)].filter(([, phrase]) => phrase.trim() === '')).toEqual([]);
});

it('keeps Chinese out of the English catalogue, and has it in the other', () => {
  const han = /\p{Script=Han}/u;
  expect(phrases(en).filter(([, phrase]) => han.test(phrase))).toEqual([]);
  const neutral = ['.list', '.comma', '.colon', '.none', '.rooms.page.and', '.letters.how.end'];
  const latin = phrases(zh).filter(([way, phrase]) => !neutral.includes(way) && !han.test(phrase));
  expect(latin).toEqual([]);
});

it('has no catalogue entry that nobody uses', () => {
  const files = ['src/cli', 'src/text'].flatMap((folder) =>
    readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')),
  );
  const used = files.filter((text) => !/export const (?:zh|en)\w+ = \{/.test(text)).join('\n');
  const unused = Object.entries({ ...zh.commands, ...zh.options, ...zh.say, ...zh.say.misuse })
    .map(([key]) => key)
    .filter((key) => !new RegExp(`\\b${key}\\b`).test(used));
  expect(unused).toEqual([]);
});

it('has a place for the detail in either language or in none', () => {
  const uneven = Object.entries(refusals).filter(
    ([, { zh: chinese, en: english }]) => chinese.includes('{}') !== english.includes('{}'),
  );
  expect(uneven).toEqual([]);
});
