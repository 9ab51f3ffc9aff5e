import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { jsonSchemas } from '../../src/plan/json-schemas.js';
import { SMALL } from './small-season.js';

const schemas = jsonSchemas();
const ajv = new Ajv({ allErrors: true, strict: false });
const takes = (name: string): ValidateFunction => ajv.compile(schemas[name] ?? {});
const plan = takes('plan.schema.json');
const NAMES = ['plan', 'sessions', 'rehearsal', 'rooms', 'custody', 'consignments'];
const FOLDERS = ['common', 'county-zhongkao', 'city-gaokao'];

function errorsOf(validate: ValidateFunction, text: string): string[] {
  validate(parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('the published schemas', () => {
  it.each(Object.keys(schemas))('%s is what the reader checks by', (name) => {
    // Else: node --import tsx tests/support/publish-schemas.ts
    const published: unknown = JSON.parse(readFileSync(`schemas/${name}`, 'utf8'));
    expect(published).toEqual(JSON.parse(JSON.stringify(schemas[name])));
  });

  it.each(FOLDERS)('take the shipped plan %s', (folder) => {
    const errors = NAMES.flatMap((name) => {
      const file = `plans/${folder}/${name}.yaml`;
      return existsSync(file)
        ? errorsOf(takes(`${name}.schema.json`), readFileSync(file, 'utf8'))
        : [];
    });
    expect(errors).toEqual([]);
  });

  it('name a year of working days', () => {
    const text = 'country: CN\nyear: 2027\noff: [2027-01-01]\nsource: 国务院办公厅通知\n';
    expect(errorsOf(takes('calendar.schema.json'), text)).toEqual([]);
  });
});

describe('the schemas of rule packs', () => {
  it.each([
    ['rooms', 'common', 'perRoom: 2', 'perRoom: two'],
    ['rooms', 'common', 'late: 15m', 'late: soon'],
    ['rooms', 'common', 'sessions: all', 'sessions: some'],
    ['custody', 'common', 'keepers: 2', 'keepers: 0'],
    ['custody', 'common', 'doer: parent.vehicle, ', ''],
    ['consignments', 'city-gaokao', 'kind: vault', 'kind: cellar'],
    ['consignments', 'city-gaokao', 'keepers:', 'keeper:'],
  ])('%s underlines what its reader refuses: %s, %j → %j', (name, folder, was, now) => {
    const text = readFileSync(`plans/${folder}/${name}.yaml`, 'utf8');
    expect(text).toContain(was);
    expect(errorsOf(takes(`${name}.schema.json`), text.replace(was, now))).not.toEqual([]);
  });
});

describe('the schema of a plan', () => {
  it('asks for all of a plan that stands alone', () => {
    expect(errorsOf(plan, SMALL['plan.yaml'])).toEqual([]);
    expect(errorsOf(plan, SMALL['plan.yaml'].replace(/^phases:\n.*\n/m, ''))).not.toEqual([]);
    expect(errorsOf(plan, SMALL['plan.yaml'].replace('examDay: 2027-06-16\n', ''))).not.toEqual([]);
    expect(errorsOf(plan, SMALL['plan.yaml'].replace('    source: E12\n', ''))).not.toEqual([]);
  });

  it('asks only for the ids of what a season changes in its template', () => {
    const season = 'extends: ../base\nsteps:\n  - { id: safe, remind: [] }\n';
    expect(errorsOf(plan, season)).toEqual([]);
    expect(errorsOf(plan, season.replace('id: safe, ', ''))).not.toEqual([]);
    expect(errorsOf(plan, season.replace('remind', 'remnd'))).not.toEqual([]);
    expect(errorsOf(plan, season.replace('[]', '[2 hours]'))).not.toEqual([]);
  });
});
