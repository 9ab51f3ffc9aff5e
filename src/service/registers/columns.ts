import type { RegisterKind } from '../../adapters/store/register-types.js';

/** A column of a register's table: what it holds, and what offices call it; the first name is written. */
export interface Column {
  readonly field: string;
  readonly names: readonly [zh: string, ...others: string[]];
  readonly required: boolean;
}

export const column = (field: string, ...names: [string, ...string[]]): Column => ({
  field,
  names,
  required: false,
});
export const needed = (field: string, ...names: [string, ...string[]]): Column => ({
  ...column(field, ...names),
  required: true,
});

const PERSON = needed('person', '人员编号', '编号', '人员代码', '工号', 'person');
const SAID: readonly Column[] = [
  column('declared', '申报日期', '回避申报日期', '申报时间', 'declared'),
  column('relative', '亲属参加考试', '有无亲属参加考试', '亲属应考', '有无亲属', 'relative'),
  column('graduating', '任教毕业年级', '是否任教毕业年级', '毕业班', '毕业年级', 'graduating'),
  column('confirmed', '学校确认人', '确认人', '学校确认', 'confirmed'),
];

/** The tables of the registers. People may bring their declarations for one exam along. */
export const COLUMNS: Readonly<Record<RegisterKind, readonly Column[]>> = {
  people: [
    PERSON,
    needed('name', '姓名', '人员姓名', 'name'),
    column('department', '部门', '部门编号', '所属部门', 'department'),
    column('school', '学校', '所在学校', '工作单位', '任教学校', 'school'),
    column('home', '派出单位', '派出地', '来源', '派出县区', 'home'),
    column('subjects', '任教学科', '学科', 'subjects'),
    column('born', '出生年月', '出生年份', '出生日期', 'born'),
    column('phone', '手机', '手机号', '手机号码', '联系电话', '电话', 'phone'),
    column('mail', '邮箱', '电子邮箱', '邮件', 'mail', 'email'),
    column('accounts', '渠道账号', '通知账号', 'accounts'),
    column('prefers', '首选渠道', '通知渠道', 'prefers'),
    ...SAID,
  ],
  declarations: [
    PERSON,
    column('exam', '考试', '考季', '考试编号', 'exam'),
    ...SAID.map((one) => (one.field === 'confirmed' ? one : { ...one, required: true })),
  ],
  trainings: [
    PERSON,
    needed('course', '课程', '培训课程', '培训项目', 'course'),
    needed('date', '培训日期', '日期', '培训时间', 'date'),
    needed('result', '结果', '培训结果', '考核结果', '成绩', 'result'),
    column('side', '培训地', '派出或接收', '承训方', 'side'),
  ],
  departments: [
    needed('department', '部门编号', '编号', '部门代码', 'department'),
    needed('zh', '名称', '部门名称', '中文名称', 'zh'),
    column('en', '英文名称', 'en'),
    column('parent', '上级部门', '上级', 'parent'),
  ],
  devices: [
    needed('device', '设备编号', '编号', '设备代码', 'device'),
    needed('kind', '类别', '设备类别', '类型', 'kind'),
    needed('unit', '单位', '所在单位', '单位路径', 'unit'),
    column('state', '状态', '设备状态', '评估', 'state'),
    column('inspected', '检查日期', '检测日期', '验收日期', 'inspected'),
  ],
};

/** What the cells of a field may say, by what they mean. */
export const WORDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  relative: {
    yes: ['是', '有', 'y', '1', 'true', '√'],
    no: ['否', '无', '没有', 'n', '0', 'false'],
  },
  graduating: {
    yes: ['是', '有', 'y', '1', 'true', '√'],
    no: ['否', '无', '不', 'n', '0', 'false'],
  },
  result: {
    passed: ['合格', '通过', '及格', 'pass', 'yes'],
    failed: ['不合格', '未通过', '不及格', 'fail', 'no'],
  },
  side: {
    sending: ['派出地', '派出', '派出县区'],
    receiving: ['接收地', '接收', '接收县区', '受援地'],
  },
  state: {
    fits: ['符合', '完好', '正常', '合格'],
    repair: ['维修', '修理', '待修'],
    replace: ['更换', '替换'],
    add: ['增配', '新增', '添置', '待购'],
  },
};
