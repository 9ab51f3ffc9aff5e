import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { epochMs } from '../../src/engine/model.js';
import { briefLines } from '../../src/report/brief-lines.js';
import { dailyPaper, sitePaper, specialPaper } from '../../src/report/documents.js';
import { brief } from '../../src/service/proof/brief.js';
import { morningReport } from '../../src/service/proof/morning.js';
import { zeroReport } from '../../src/service/proof/zero.js';
import { dutyList } from '../../src/service/reads/duty-list.js';
import { documentDocx } from '../../src/sheets/docx.js';
import { act, on } from '../engine/unit.js';
import { aProvedSeason } from './a-season.js';

/** The morning after an evening on which the vault said nothing. */
async function aMorning() {
  const season = await aProvedSeason();
  await season.at('2027-06-10 21:30');
  season.passTo('2027-06-11 07:31');
  const seal = { open: (sealed: string) => sealed };
  const { parts } = season;
  return {
    brief: await brief({ ...parts, seal }, 's'),
    zero: await zeroReport(parts, 's'),
    morning: await morningReport(parts, 's'),
    duties: await dutyList(parts, { season: 's' }),
  };
}

/** The text of a docx: what its one document part says. A file's header is 30 bytes, its name, its extra field. */
function textOf(bytes: Buffer): string {
  const at = bytes.indexOf('word/document.xml') - 30;
  const [size, name, extra] = [
    bytes.readUInt32LE(at + 18),
    bytes.readUInt16LE(at + 26),
    bytes.readUInt16LE(at + 28),
  ];
  const from = at + 30 + name + extra;
  const xml = inflateRawSync(bytes.subarray(from, from + size)).toString('utf8');
  return xml.replace(/<[^>]+>/g, '\n');
}

describe('reports on paper', () => {
  it('have the daily report say what stands, what is silent, and what was not sent', async () => {
    const paper = dailyPaper('zh', await aMorning());
    expect(paper.title).toContain('考务日报');
    expect(paper.sections.map(({ title }) => title)).toEqual([
      '一、当前情况',
      '二、零报告汇总',
      '三、各单位报告',
      '四、通知核对',
    ]);
    expect(paper.sections[0]?.notes[0]).toBe('一、失联未报 1 项：');
    // The director was never told: the report of the day says it on paper, too.
    expect(paper.sections[3]?.rows.map(([kind]) => kind)).toEqual(['漏发']);
  });

  it('have a special report begin with the words of who sends it, and a site’s page list its duties', async () => {
    const made = await aMorning();
    const text = ['保密室未按时报告，已电话核实。'];
    expect(specialPaper('zh', { ...made, text }).sections[0]?.notes).toEqual(text);
    const page = sitePaper('zh', made);
    expect(page.sections[0]?.rows).toEqual([
      ['事项 vault-zero', '待办', '6月10日 21:30', expect.stringContaining('doer'), '10小时1分'],
    ]);
  });

  it('become a document whose text is what was said, markup and all', async () => {
    const paper = specialPaper('zh', { ...(await aMorning()), text: ['<w:p>&"不是标记"'] });
    const text = textOf(await documentDocx(paper));
    expect(text).toContain('专报');
    expect(text).toContain('&lt;w:p&gt;&amp;');
    expect(text).toContain('2027-06-11');
  });
});

it('a zero report is of what has been: who will be silent later nobody knows', async () => {
  const { parts } = await aProvedSeason();
  const ahead = { at: epochMs(on('2027-06-10 09:01')) };
  await expect(zeroReport(parts, 's', ahead)).rejects.toMatchObject({ code: 'at-ahead' });
});

describe('the brief', () => {
  it('names no title of what was added to a sensitive duty', async () => {
    const season = await aProvedSeason(undefined, undefined, 'sensitive');
    const source = { type: 'inspection', by: 'li' } as const;
    const dueAt = epochMs(on('2027-06-10 12:00'));
    const duty = { id: 'fault-1', title: '补装门磁', dueAt, parent: 'vault-zero' };
    await season.at('2027-06-10 09:30', act('addStep', null, { source, duty }));
    season.passTo('2027-06-10 13:00');
    const seal = { open: (sealed: string) => sealed };
    const made = await brief({ ...season.parts, seal }, 's');
    expect(made.silent.first.map(({ label }) => label)).toEqual(['sensitive']);
    expect(briefLines('zh', made).join('\n')).not.toContain('门磁');
    const english = briefLines('en', made);
    expect(english[1]).toBe('Silent, 1 duty: ');
    expect(english[2]).toMatch(/^1\. .*a confidential duty/);
  });

  it('names whoever serves in another’s place, with his own number', async () => {
    const season = await aProvedSeason();
    const { store, parts } = season;
    const doer = 'county/vault#doer';
    const person = (id: string, phone: string) => ({
      ...{ kind: 'people' as const, id, owner: '', label: id, body: {} },
      contacts: [{ field: 'phone' as const, to: { sealed: phone, print: id } }],
    });
    const people = [person('p-county-vault-doer', '13800000001'), person('p-wang', '13900000002')];
    await store.registers.put(people, { by: 'li', at: 1 });
    const taken = { id: 't1', season: 's', post: doer, reason: '住院', by: 'li', at: 1 };
    const whom = {
      absent: 'p-county-vault-doer',
      absentName: '名',
      person: 'p-wang',
      name: '王五',
    };
    const when = { fromAt: on('2027-06-10 08:00'), untilAt: on('2027-06-12 08:00') };
    await store.takeOvers.put([{ ...taken, ...whom, ...when, title: '' }], []);
    await season.at('2027-06-10 21:30');
    season.passTo('2027-06-10 22:00');
    const made = await brief({ ...parts, seal: { open: (sealed: string) => sealed } }, 's');
    expect(made.silent.first[0]?.doer).toMatchObject({
      ...{ name: '王五', insteadOf: '名county/vault#doer', phone: '139****0002' },
    });
  });
});
