import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plusDays } from '../../src/engine/calendar.js';
import { parseMoment } from '../../src/engine/moment.js';
import { timeIn } from '../../src/sheets/sheet-time.js';

const era = {
  examDay: '2026-06-16',
  sessions: [
    { id: 'chinese', zh: '语文' },
    { id: 'english', zh: '外语（含听力）' },
  ],
};
const due = (cell: Parameters<typeof timeIn>[0]) => timeIn(cell, era)?.due;

describe('a time of a task sheet', () => {
  it.each([
    ['6月5日', 'E-11d 17:00'],
    ['６月５日（周五）下午5点半', 'E-11d 17:30'],
    ['2026-06-05', 'E-11d 17:00'],
    ['2026年6月5日前', 'E-11d 17:00'],
    ['2026/6/5 18:00', 'E-11d 18:00'],
    ['2026.6.5', 'E-11d 17:00'],
    ['6月5日18时前完成', 'E-11d 18:00'],
    ['6月上旬', 'E-6d 17:00'],
    ['5月下旬', 'E-16d 17:00'],
    ['5月底前', 'E-16d 17:00'],
    ['2025年12月底前', 'E-167d 17:00'],
    ['12月18日', 'E-180d 17:00'],
    ['考前3天', 'E-3d 17:00'],
    ['考前三天', 'E-3d 17:00'],
    ['考前一周', 'E-7d 17:00'],
    ['考前半个月', 'E-15d 17:00'],
    ['考前一天晚上', 'E-1d 21:00'],
    ['考试当天 7:30', 'E 07:30'],
    ['考试第二天', 'E+1d 17:00'],
    ['考试结束当天20:00', 'E.end 20:00'],
    ['考后一周内', 'E.end+7d 17:00'],
    ['考试结束后3天内', 'E.end+3d 17:00'],
    ['6月17日24:00', 'E+2d 00:00'],
    ['每场开考前75分钟', 'S-75m'],
    ['每场考试结束后2小时内', 'S.end+2h'],
    ['E-3d 17:00', 'E-3d 17:00'],
  ])('%s is %s', (text, moment) => {
    expect([due(text), timeIn(text, era)?.doubt]).toEqual([moment, null]);
    expect(parseMoment(moment)).not.toBeNull();
  });

  it.each([
    ['考前', 'E-1d 17:00', 'time-vague'],
    ['5月', 'E-16d 17:00', 'time-vague'],
    ['6月中旬前', 'E+4d 17:00', 'time-vague'],
    ['9月1日', 'E-288d 17:00', 'time-year-assumed'],
    ['5月20日前将方案报县招委办', 'E-27d 17:00', 'time-part-read'],
    ['考前5个工作日', 'E-7d 17:00', 'time-working-days'],
    ['长期', 'E.end 18:00', 'time-throughout'],
    ['每日18:30前', 'E.end 18:00', 'time-throughout'],
    ['体育：开考前30分钟', 'S-30m', 'time-session-unknown'],
  ])('%s is only probably %s', (text, moment, doubt) => {
    expect(timeIn(text, era)).toMatchObject({ due: moment, doubt });
  });

  it.each(['视情况而定', '', '—', '2月30日', '25:00', '第3条'])('%s is none', (text) => {
    expect(timeIn(text, era)).toBeNull();
  });

  it('opens where a range begins', () => {
    const opens = (text: string) => [timeIn(text, era)?.opens, due(text)];
    expect(opens('6月1日至6月18日')).toEqual(['E-15d 09:00', 'E+2d 17:00']);
    expect(opens('6月1日-18日')).toEqual(['E-15d 09:00', 'E+2d 17:00']);
    expect(opens('2026-06-01—2026-06-18')).toEqual(['E-15d 09:00', 'E+2d 17:00']);
    expect(opens('即日起至6月18日')).toEqual([null, 'E+2d 17:00']);
    expect(opens('考试期间')).toEqual(['E 07:00', 'E.end 18:00']);
  });

  it('knows the sessions by name', () => {
    expect(timeIn('外语(含听力)：开考前5分钟', era)).toMatchObject({
      due: 'S-5m',
      sessions: ['english'],
    });
  });

  it('reads the days that spreadsheets count', () => {
    expect([due(46_178), due(46_178.3125)]).toEqual(['E-11d 17:00', 'E-11d 07:30']);
    expect(due({ date: '2026-06-05', time: '18:30' })).toBe('E-11d 18:30');
    expect(timeIn(6.5, era)).toMatchObject({ due: 'E-11d 17:00', doubt: 'time-vague' });
  });

  it('finds any day from ten months before the exam to two after, with or without its year', () => {
    const written = fc.tuple(fc.integer({ min: -299, max: 64 }), fc.boolean(), fc.boolean());
    fc.assert(
      fc.property(written, ([days, withYear, asIso]) => {
        const date = plusDays(era.examDay, days);
        const [year, month, day] = date.split('-').map(Number);
        const words = `${withYear ? `${year}年` : ''}${month}月${day}日`;
        const offset = days === 0 ? '' : `${days < 0 ? '-' : '+'}${Math.abs(days)}d`;
        expect(due(asIso ? date : words)).toBe(`E${offset} 17:00`);
      }),
    );
  });

  it('answers a moment or nothing, whatever is written, in little time', () => {
    const alphabet = [
      ...'0123456789年月日号时点分前后考试开场每至到-—~.:：/（）()周上中下旬底末初天个工作ES+dmh \n一二三十',
    ];
    const text = fc
      .array(fc.constantFrom(...alphabet), { maxLength: 400 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (cell) => {
        const time = timeIn(cell, era);
        for (const moment of time === null ? [] : [time.due, ...(time.opens ? [time.opens] : [])])
          expect(parseMoment(moment)).not.toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });
});
