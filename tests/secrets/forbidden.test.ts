import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { forbiddenAsked, forbiddenIn } from '../../src/policy/forbidden.js';
import { FORBIDDEN_KINDS, type ForbiddenKind } from '../../src/policy/forbidden-words.js';
import { assertNothingForbidden } from '../../src/service/forbidden.js';
import { Refusal } from '../../src/service/outcome.js';
import { texts } from '../../src/text/texts.js';
import { cpuMs } from '../support/cpu-time.js';

/** A made-up person's number with its right check digit. */
const ID = '11010519491231002X';
const CARD = '6222021234567890128';
const MOBILE = '13812345678';

const SAID: Readonly<Record<ForbiddenKind, readonly string[]>> = {
  paper: [
    '作文题目是《远方》',
    '1-5 ABCDA 6-10 BDCAB',
    '第12题选C',
    '答案：B',
    'the answers are ABCD',
    'Essay topic: the sea',
  ],
  code: [
    '保密柜密码384920',
    '密码已改为 38-49-20',
    '口令：Xy7$kk',
    '保险柜 左3右5左2',
    '密 码'.replace(' ', '\u200b') + '是８８６６２２',
    'safe combination 38-49-20',
    'password: hunter22',
    'the PIN is 4711',
  ],
  route: [
    '押运路线：县局出发',
    '途经人民路、解放大道',
    '车队经由G60高速进城',
    'escort route: bridge, then east',
    'via Long March Road',
  ],
  'id-number': [
    ID,
    `身份证${ID}，已核`,
    '110105 19491231 002x',
    '１１０１０５１９４９１２３１００２Ｘ',
  ],
  'bank-card': [CARD, '卡号 6222 0212 3456 7890 128'],
  mobile: [MOBILE, '请打138-1234-5678', '+8613812345678', '联系１３８ １２３４ ５６７８'],
};

/** What people write about the same things and may. */
const MAY_BE_SAID = [
  '保密柜密码已于2027-06-05更换，由p001、p002分管',
  '密码更换于6月5日17:30完成，2人在场',
  '密码柜3台、保密柜2027年新购',
  '密码保管人到位，口令牌已发',
  '试题袋：12袋，答题卡 7104 份，答案卷未启封',
  '试题为30套，封条完好',
  '押运路线：已踏勘两遍；路线为 2 条',
  '路线畅通，沿途道路障碍清理完毕',
  '签到→领卷→监考',
  '公布举报电话0571-12345678、12345',
  '值班电话 010-66092315',
  '应到1200，实到1198，缺考2',
  '考生号 27330102110001，条码 0138123456789',
  '第3考场第12题卡破损，已换',
  '通过信访途径反映道路问题',
  'combination changed and divided, password holder present',
  'rooms 3-5 bad, 2 - 4 added',
  'the answer is a matter of course; 3-5 days',
  'escort route checked twice',
  '2027-06-16 08:30 13812 袋',
];

describe('a text', () => {
  it.each(FORBIDDEN_KINDS.flatMap((kind) => SAID[kind].map((text) => [kind, text] as const)))(
    'holds %s: %s',
    (kind, text) => {
      expect(forbiddenIn(text)).toBe(kind);
      expect(forbiddenIn(`今日情况：${text}。已报告`)).toBe(kind);
    },
  );

  it.each(MAY_BE_SAID)('may say: %s', (text) => expect(forbiddenIn(text)).toBeNull());

  it('holds no id number unless the check digit and the day of birth are right', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 }), fc.nat(10), (at, by) => {
        const digit = '0123456789X'.indexOf(ID[17] ?? '');
        const last = '0123456789X'[(digit + by) % 11] ?? '';
        expect(forbiddenIn(ID.slice(0, 17) + last)).toBe(by % 11 === 0 ? 'id-number' : null);
        expect(forbiddenIn(`${'1'.repeat(at + 1)}${ID}`)).toBeNull();
      }),
    );
    expect(forbiddenIn('110105194902310021')).toBeNull();
  });

  it('of numbers people count with holds nothing', () => {
    const word = fc.oneof(
      fc.integer({ min: 0, max: 9_999_999 }).map(String),
      fc.constantFrom('人', '袋', '考场', '已到', '缺考', '，', '；', '第', '时', '组'),
      fc
        .date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
        .map((day) => day.toISOString().slice(0, 16).replace('T', ' ')),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        expect([words, forbiddenIn(words.join(' '))]).toEqual([words, null]);
      }),
      { numRuns: 500 },
    );
  });

  it('of any length is read in a moment', () => {
    const began = cpuMs();
    for (const unit of ['密码', '途经', '1-5 ', '13', 'password ', '路线 ', '答案'])
      forbiddenIn(unit.repeat(200_000 / unit.length));
    expect(cpuMs() - began).toBeLessThan(3_000);
  });
});

describe('what is shipped', () => {
  it('asks for nothing forbidden, and holds nothing that is', () => {
    const held: string[] = [];
    for (const folder of ['common', 'county-zhongkao', 'city-gaokao'])
      for (const file of readdirSync(`plans/${folder}`).filter((name) =>
        /\.(yaml|csv)$/.test(name),
      ))
        for (const line of readFileSync(`plans/${folder}/${file}`, 'utf8').split('\n'))
          if (forbiddenIn(line)) held.push(`${folder}/${file}: ${line}`);
    expect(held).toEqual([]);
  });

  it('and what was recorded holds nothing either', () => {
    const held = readdirSync('tests/histories').flatMap((name) =>
      textsIn(JSON.parse(readFileSync(`tests/histories/${name}`, 'utf8'))).filter(forbiddenIn),
    );
    expect(held).toEqual([]);
  });

  it('every field of the plans may be filled in', () => {
    for (const folder of ['common', 'city-gaokao', 'county-zhongkao']) {
      const plan = parse(readFileSync(`plans/${folder}/plan.yaml`, 'utf8'), {
        maxAliasCount: -1,
      }) as {
        steps?: { form?: { fields?: Parameters<typeof forbiddenAsked>[0][] } }[];
      };
      const fields = (plan.steps ?? []).flatMap(({ form }) => form?.fields ?? []);
      expect(fields.filter((field) => field.title && forbiddenAsked(field))).toEqual([]);
    }
  });
});

/** Every word of a history, its payloads read. */
function textsIn(thing: unknown): string[] {
  if (typeof thing !== 'object' || thing === null) return [];
  return Object.entries(thing).flatMap(([name, value]) => {
    if (name !== 'data' || typeof value !== 'string') return textsIn(value);
    const text = Buffer.from(value, 'base64').toString();
    try {
      return wordsIn(JSON.parse(text));
    } catch {
      return [];
    }
  });
}

const wordsIn = (thing: unknown): string[] =>
  typeof thing === 'string'
    ? [thing]
    : typeof thing === 'object' && thing !== null
      ? Object.values(thing).flatMap(wordsIn)
      : [];

describe('a field of a form', () => {
  const field = (zh: string, en: string, type = 'text', id = 'one') => ({
    id,
    title: { zh, en },
    type,
  });
  it.each([
    ['code', field('保密柜密码', 'Vault combination')],
    ['code', field('备注', 'Remarks', 'text', 'safe-password')],
    ['route', field('押运路线', 'Escort route')],
    ['paper', field('作文题目', 'Essay')],
    ['id-number', field('监考员身份证号', 'Id')],
    ['mobile', field('联系电话', 'Telephone')],
    ['bank-card', field('劳务费银行卡', 'Account')],
    ['mobile', field('联系人', 'Mobile number', 'number')],
  ] as const)('asks for %s: %j', (kind, asked) => expect(forbiddenAsked(asked)).toBe(kind));

  it.each([
    field('保密柜密码已更换', 'Combination changed', 'yes'),
    field('密码保管人', 'Password holder'),
    field('试题袋数', 'Bags of papers', 'number'),
    field('公交线路', 'Bus lines'),
    field('准考证号段', 'Candidate numbers'),
  ])('may ask: %j', (asked) => expect(forbiddenAsked(asked)).toBeNull());
});

describe('a command', () => {
  const places = [
    (text: string) => ({ step: 'x', by: 'li', form: { rooms: 3, note: text } }),
    (text: string) => ({ step: 'x', by: 'li', reason: text }),
    (text: string) => ({
      step: 'x',
      by: 'li',
      lines: [{ line: '*', state: 'normal', note: text }],
    }),
    (text: string) => ({ duty: { id: 'm', title: text }, source: { type: 'meeting' } }),
    (text: string) => ({ duty: { id: 'm', title: 'x' }, source: { number: text } }),
    (text: string) => ({ step: 'x', post: 'a#b', content: text }),
    (text: string) => ({ step: 'x', form: { [text]: 1 } }),
    (text: string) => ({ step: 'x', form: { by: text } }),
    (text: string) => [{ step: 'x' }, { step: 'y', form: { note: text } }],
  ];
  const everyText = FORBIDDEN_KINDS.flatMap((kind) => SAID[kind].map((text) => ({ kind, text })));

  it('is refused wherever it says it; the refusal names field and kind, and repeats nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.constantFrom(...everyText),
        (place, { kind, text }) => {
          const refusal = refusalOf(place(text));
          expect(refusal?.code).toBe('forbidden-content');
          const said = `${refusal?.zh}${refusal?.en}`;
          expect(said).not.toContain(text);
          expect(said).toContain(texts('zh').forbidden.what[kind]);
        },
      ),
    );
    expect(refusalOf(places[0]?.(MOBILE))?.zh).toBe(
      '“form.note”中含有手机号码，不得录入；联系方式请登记到通讯录。本条未受理，请删改后重报',
    );
  });

  it('goes in when it says what may be said, whatever its ids and keys look like', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom(...MAY_BE_SAID), (place, text) => {
        expect(refusalOf(place(text))).toBeNull();
      }),
    );
    const key = '7f3e-a13812345678';
    expect(refusalOf({ key, step: 'x', by: 'p1', dueAt: 1_381_234_567_890 })).toBeNull();
    expect(refusalOf({ step: 'x', form: { count: 13_812_345_678 } })).not.toBeNull();
  });
});

function refusalOf(command: unknown): Refusal | null {
  try {
    assertNothingForbidden(command);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
