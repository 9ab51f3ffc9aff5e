/** What is wrong with a row of a room roster, and what to do about it. `{}` stands for the detail. */
const ROOM_FAULTS = {
  'no-site': {
    zh: '未指明考点，请填“考点”列或指定 --site',
    en: 'which site? Fill in the column "site", or say --site',
  },
  'no-session': {
    zh: '未指明场次，请填“场次”列或指定 --session',
    en: 'which session? Fill in the column "session", or say --session',
  },
  'unknown-site': { zh: '方案中没有这个考点，请核对名称', en: 'the plan has no such site' },
  'unknown-session': { zh: '方案中没有这个场次；现有：{}', en: 'no such session; there are: {}' },
  'unclear-session': {
    zh: '有多个场次同名，请填编号：{}',
    en: 'several sessions are called so; say which: {}',
  },
  'unknown-county': {
    zh: '方案中没有这个县区，请核对名称或填单位路径',
    en: 'the plan has no such county: say its name or its path',
  },
  'bad-room': {
    zh: '考场号应为一个编号；巡考可填多个，如 001-010',
    en: 'write one room; of a patrol several, such as 001-010',
  },
  'room-short': { zh: '本考场监考员不足：{}', en: 'too few invigilators in this room: {}' },
  'room-full': { zh: '本考场监考员超员：{}', en: 'too many invigilators in this room: {}' },
  'same-school': { zh: '与同场监考员{}同校', en: 'of the same school as {} in this room' },
  'school-unknown': {
    zh: '学校不明，无法核对同校回避，请补填',
    en: 'no school on record: whether two are of one school cannot be seen',
  },
  'own-county': {
    zh: '在本县区监考（{}），推磨监考须派往外县区',
    en: 'serves in a county of his own ({})',
  },
  'same-county': {
    zh: '本考场监考员须来自{}个以上县区',
    en: 'the invigilators of this room must come from {} counties at least',
  },
  'county-unknown': {
    zh: '派出县区不明，请补填',
    en: 'the county that sends him is not known: fill it in',
  },
  'county-differs': {
    zh: '县区与人员库（{}）不符，请核对',
    en: 'another county than on the register ({})',
  },
  'patrol-missing': { zh: '以下考场没有定点巡考员：{}', en: 'rooms without a patrol: {}' },
  'patrol-second': { zh: '考场{}已有定点巡考员', en: 'room {} has a patrol already' },
  'patrol-rooms': { zh: '定点巡考的考场过多：{}', en: 'too many rooms for one patrol: {}' },
  'patrol-elsewhere': {
    zh: '本考点没有考场{}，或无人监考',
    en: 'the site has no room {}, or nobody in it',
  },
  twice: { zh: '同一时间已编排在：{}', en: 'has a place at the same time: {}' },
  engaged: { zh: '同一时间须到 {} 履职', en: 'must be at {} at that time' },
  'name-differs': {
    zh: '姓名与人员库（{}）不符，请核对编号',
    en: 'the register calls this number {}',
  },
  'not-eligible': { zh: '{}', en: '{}' },
} as const;

export type RosterWord = keyof typeof ROOM_FAULTS;

/** A fault of a roster's row in both languages. */
export function rosterWords(
  code: RosterWord,
  detail: { readonly zh: string; readonly en: string },
): { zh: string; en: string } {
  const { zh, en } = ROOM_FAULTS[code];
  return { zh: zh.replace('{}', detail.zh), en: en.replace('{}', detail.en) };
}

/** So many are named; the rest is counted. */
const MOST_NAMED = 5;

/** Which rosters are missing, in both languages. */
export function rosterMissing(
  missing: readonly { readonly session: string; readonly site: string }[],
): { zh: string; en: string } {
  const named = missing.slice(0, MOST_NAMED).map(({ session, site }) => `${site} ${session}`);
  const more = missing.length > named.length;
  return {
    zh: `还没有导入并生效的监考编排：${named.join('、')}${more ? `等${missing.length}场次考点` : ''}`,
    en: `no roster was accepted for ${named.join(', ')}${more ? ` and ${missing.length - named.length} more` : ''}`,
  };
}
