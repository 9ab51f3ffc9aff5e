/** Posts as offices call them; the first of each is what is printed. */
const ROLES: readonly (readonly [role: string, ...words: string[]])[] = [
  ['head', '主要负责人', '主考', '校长', '单位负责人', '一把手', '局长', '主任'],
  ['leader', '分管负责人', '副主考', '分管领导', '分管副局长', '分管校长', '副校长'],
  ['doer', '责任人', '联络员（责任人）', '具体负责人', '经办人', '考务组长', '教务主任'],
  ['liaison', '联络员', '联系人'],
  ['patron', '包点领导', '包考点领导', '包片领导'],
  ['keeper', '保密员', '保密员一'],
  ['keeper-two', '第二保密员', '保密员二'],
  ['patrol', '巡考员', '定点巡考员', '巡考组长'],
  ['technician', '技术员', '技术负责人', '主控室负责人', '信息技术员'],
  ['logistics', '后勤负责人', '后勤组长', '总务主任'],
  ['guard', '值守民警', '民警'],
  ['vehicle', '押运负责人', '押运组长'],
  ['trainer', '培训负责人'],
  ['director', '考区主任', '政府分管领导'],
  ['education', '教育局局长', '教育局长', '教育主要负责人'],
  ['admissions', '招考机构负责人', '招考中心主任', '招办主任'],
  ['office', '考委办', '考委会办公室'],
];

/** What a post is called; the role itself where it has no usual name. */
export const wordOf = (role: string): string => ROLES.find(([id]) => id === role)?.[1] ?? role;

/** The role that a word names, `各考点` and `本单位` before it not looked at; null where it names none. */
export function roleNamed(text: string): string | null {
  const bare = text.replace(/^[各本]?(?:考点|考区|单位|部门|学校)/, '');
  const named = (word: string): string | undefined =>
    ROLES.find(([role, ...words]) => role === word || words.includes(word))?.[0];
  return named(text) ?? named(bare) ?? null;
}
