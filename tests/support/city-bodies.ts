/** A post and the title of who holds it; `@` stands for the body's name. */
export type Role = readonly [role: string, title: string];

interface Named {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}

export const CITY = 'yunting';

const schools = (...names: readonly (readonly [zh: string, en: string])[]) =>
  names.map(([zh, en]) => ({ zh, en }));
const FIRST = ['一中', 'No. 1 High School'] as const;
const SECOND = ['二中', 'No. 2 High School'] as const;
const THIRD = ['三中', 'No. 3 High School'] as const;
const FOREIGN = ['外国语学校', 'Foreign Language School'] as const;
const TRIAL = ['实验中学', 'Experimental School'] as const;
const SENIOR = ['高级中学', 'Senior High School'] as const;

/** The exam areas, the largest first, with the schools that are sites. */
export const AREAS = [
  {
    id: 'tinglan',
    zh: '汀兰区',
    short: '汀兰',
    en: 'Tinglan District',
    sites: schools(FIRST, SECOND, THIRD, FOREIGN, TRIAL, SENIOR),
  },
  {
    id: 'lupu',
    zh: '鹭浦区',
    short: '鹭浦',
    en: 'Lupu District',
    sites: schools(FIRST, SECOND, FOREIGN, TRIAL, SENIOR),
  },
  {
    id: 'wanglan',
    zh: '望岚区',
    short: '望岚',
    en: 'Wanglan District',
    sites: schools(FIRST, SECOND, TRIAL, SENIOR),
  },
  {
    id: 'songquan',
    zh: '松泉县',
    short: '松泉',
    en: 'Songquan County',
    sites: schools(FIRST, SECOND, TRIAL, SENIOR),
  },
  {
    id: 'shifan',
    zh: '石帆县',
    short: '石帆',
    en: 'Shifan County',
    sites: schools(FIRST, SECOND, SENIOR),
  },
  {
    id: 'meiting',
    zh: '梅汀县',
    short: '梅汀',
    en: 'Meiting County',
    sites: schools(FIRST, SECOND, TRIAL),
  },
  {
    id: 'qingli',
    zh: '青篱县',
    short: '青篱',
    en: 'Qingli County',
    sites: schools(FIRST, SECOND, SENIOR),
  },
  {
    id: 'fengpu',
    zh: '枫浦县',
    short: '枫浦',
    en: 'Fengpu County',
    sites: schools(FIRST, SECOND, TRIAL),
  },
  {
    id: 'dichuan',
    zh: '荻川县',
    short: '荻川',
    en: 'Dichuan County',
    sites: schools(FIRST, SECOND, SENIOR),
  },
];

/** What every exam area has of its own. */
export const DEPARTMENTS: readonly Named[] = [
  { id: 'police', zh: '公安局', en: 'public security' },
  { id: 'traffic', zh: '交警大队', en: 'traffic police' },
  { id: 'power', zh: '供电公司', en: 'power company' },
  { id: 'health', zh: '卫生健康委', en: 'health commission' },
  { id: 'secrecy', zh: '国家保密局', en: 'secrecy bureau' },
  { id: 'environment', zh: '生态环境分局', en: 'environment bureau' },
  { id: 'urban', zh: '城市管理局', en: 'urban management' },
  { id: 'market', zh: '市场监督管理局', en: 'market regulation' },
  { id: 'telecom', zh: '工信与通信保障组', en: 'industry and telecom support' },
  { id: 'cyber', zh: '委网信办', en: 'cyberspace office' },
  { id: 'press', zh: '委宣传部', en: 'press and publicity' },
  { id: 'discipline', zh: '纪委监委驻教育局纪检监察组', en: 'discipline inspection group' },
  { id: 'finance', zh: '财政局', en: 'finance bureau' },
  { id: 'weather', zh: '气象局', en: 'weather bureau' },
  { id: 'fire', zh: '消防救援大队', en: 'fire and rescue' },
];

/** The city's member bureaus, and the posts that only they have. */
export const BUREAUS: readonly (Named & { readonly more?: readonly Role[] })[] = [
  {
    id: 'police',
    zh: '市公安局',
    en: 'City public security bureau',
    more: [['escort', '@押运警务负责人']],
  },
  { id: 'power', zh: '市供电公司', en: 'City power company' },
  { id: 'health', zh: '市卫生健康委', en: 'City health commission' },
  { id: 'secrecy', zh: '市国家保密局', en: 'City secrecy bureau' },
  { id: 'industry', zh: '市工业和信息化局', en: 'City industry bureau (radio)' },
  { id: 'telecom', zh: '市通信发展办', en: 'City telecom office' },
  { id: 'environment', zh: '市生态环境局', en: 'City environment bureau' },
  { id: 'urban', zh: '市城市管理局', en: 'City urban management bureau' },
  { id: 'market', zh: '市市场监督管理局', en: 'City market regulation bureau' },
  { id: 'weather', zh: '市气象局', en: 'City weather bureau' },
  { id: 'press', zh: '市委宣传部', en: 'City press and publicity department' },
  { id: 'cyber', zh: '市委网信办', en: 'City cyberspace office' },
  { id: 'finance', zh: '市财政局', en: 'City finance bureau' },
  { id: 'discipline', zh: '市纪委监委派驻组', en: 'City discipline inspection group' },
  { id: 'fire', zh: '市消防救援支队', en: 'City fire and rescue' },
  {
    id: 'hotline',
    zh: '市12345热线中心',
    en: 'City 12345 hotline',
    more: [
      ['shift-head', '@带班主任'],
      ['shift-head', '@带班主任'],
      ['shift-head', '@带班主任'],
      ...members('@噪声专席值守员', 6),
    ],
  },
  { id: 'transport', zh: '市交通运输局', en: 'City transport bureau' },
  {
    id: 'education',
    zh: '市教育局',
    en: 'City education bureau',
    more: [
      ['chief-marker', '选派省评卷点学科组长（语文）'],
      ['chief-marker', '选派省评卷点学科组长（数学）'],
      ['chief-marker', '选派省评卷点学科组长（外语）'],
    ],
  },
];

export const BUREAU_ROLES: readonly Role[] = [
  ['head', '@主要负责人'],
  ['leader', '@分管负责人'],
  ['doer', '@联络员'],
  ['duty', '@值班负责人'],
];

export const CITY_ROLES: readonly Role[] = [
  ['director', '副市长、市招委主任'],
  ['education', '市教育局局长、市招委副主任'],
  ['head', '市教育局副局长'],
  ['admissions', '市招生考试院院长'],
  ['leader', '市招生考试院副院长'],
  ['doer', '市招生考试院考务处处长'],
  ['doer', '市招生考试院考务处副处长'],
  ['office', '市招委办值班负责人'],
  ['office', '市招委办值班副职'],
  ['papers', '市招生考试院保密处处长'],
  ['vehicle', '市招生考试院试卷押运组组长'],
  ['technology', '市招生考试院信息技术处处长'],
  ['technology', '市招生考试院信息技术处副处长'],
  ['staffing', '市招生考试院人事处处长'],
  ['trainer', '市招生考试院培训处处长'],
  ['registrar', '市招生考试院招生处处长'],
  ['publicity', '市招生考试院宣传信访处处长'],
  ['supervisor', '市招生考试院督查处处长'],
  ['supervisor', '市招生考试院督查处副处长'],
  ...crew('指挥中心带班院领导', '指挥中心值班员', 3, 6),
];

export const CITY_VAULT_ROLES: readonly Role[] = [
  ['head', '市保密室主任'],
  ['leader', '市保密室副主任'],
  ['doer', '市保密室管理员'],
  ['keeper', '市保密室保密员（甲）'],
  ['keeper-two', '市保密室保密员（乙）'],
  ['guard', '驻室民警'],
  ['issuer', '市保密室发卷员'],
  ...crew('市保密室带班领导', '市保密室值守员', 6, 12),
];

export const AREA_ROLES: readonly Role[] = [
  ['patron', '市级领导（包@）'],
  ['director', '@政府分管负责人、考区主任'],
  ['education', '@教育局局长、考区副主任'],
  ['head', '@教育局副局长'],
  ['admissions', '@招生考试中心主任'],
  ['leader', '@招生考试中心副主任'],
  ['doer', '@招生考试中心考务股股长'],
  ['doer', '@招生考试中心考务股副股长'],
  ['office', '@招委办值班负责人'],
  ['office', '@招委办值班副职'],
  ['trainer', '@教师发展中心主任'],
  ['staffing', '@教育局人事股股长'],
  ['vehicle', '@试卷押运组组长'],
];

export const SITE_ROLES: readonly Role[] = [
  ['patron', '包点领导（@考点）'],
  ['head', '@校长、主考'],
  ['leader', '@副校长、副主考'],
  ['leader', '@书记、副主考'],
  ['doer', '@教务主任、考务组组长'],
  ['keeper', '@考点保密员'],
  ['keeper-two', '教育局派驻@考点保密员'],
  ['patrol', '定点巡考组组长（@考点）'],
  ['technician', '@信息中心管理员、主控室负责人'],
  ['logistics', '@总务主任、后勤组组长'],
];

export const VAULT_ROLES: readonly Role[] = [
  ['head', '@保密室主任'],
  ['leader', '@保密室副主任'],
  ['doer', '@保密室管理员'],
  ['keeper', '@保密室保密员（甲）'],
  ['keeper-two', '@保密室保密员（乙）'],
  ['guard', '@保密室驻室民警'],
  ...crew('@保密室带班领导', '@保密室值守员', 6, 12),
];

export const DEPARTMENT_ROLES: readonly Role[] = [
  ['head', '@主要负责人'],
  ['leader', '@分管负责人'],
  ['doer', '@联络员'],
];

/** Posts of those who keep a watch: so many heads and members in all, relieved crew by crew. */
function crew(head: string, member: string, heads: number, count: number): Role[] {
  return [
    ...Array.from({ length: heads }, (): Role => ['shift-head', head]),
    ...members(member, count),
  ];
}

function members(title: string, count: number): Role[] {
  return Array.from({ length: count }, (): Role => ['shift', title]);
}
