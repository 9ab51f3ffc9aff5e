import writeExcelFile, { type SheetData } from 'write-excel-file/node';

const text = (value: string) => ({ value, type: String });
const day = (iso: string, time = '00:00') => ({
  ...{ value: new Date(`${iso}T${time}:00Z`), type: Date },
  format: time === '00:00' ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm',
});

/** A task sheet as a district office keeps it: two rows of headings, merged cells, dates that are dates. */
export const DISTRICT: SheetData = [
  [{ ...text('云栖区2026年高考工作责任分解表'), columnSpan: 9 }],
  [
    { ...text('序号'), rowSpan: 2 },
    { ...text('工作类别'), rowSpan: 2 },
    { ...text('具体任务'), rowSpan: 2 },
    { ...text('责任单位'), columnSpan: 2 },
    null,
    { ...text('责任人员'), columnSpan: 3 },
    null,
    null,
    { ...text('完成时间'), rowSpan: 2 },
  ],
  [null, null, null, ...['牵头单位', '配合单位', '责任领导', '责任人', '联系人'].map(text), null],
  [
    ...[
      1,
      { ...text('设备保障'), rowSpan: 3 },
      text('监控系统检修'),
      { ...text('区教育局'), rowSpan: 2 },
    ],
    ...[
      text('各考点'),
      { ...text('示知秋'), rowSpan: 2 },
      text('示一鸣'),
      text('示一鸣'),
      day('2026-05-20'),
    ],
  ],
  [2, null, text('身份验证设备试用'), null, null, null, text('示二朗'), null, 46_172],
  [
    ...[3, null, text('云栖一中、云栖二中考点布置'), text('云栖一中、云栖二中'), null],
    ...[text('示知秋'), text('示甲木、示乙林'), null, day('2026-06-06', '18:30')],
  ],
  [
    ...[
      4,
      text('安全保卫'),
      text('考点警戒'),
      text('区公安分局'),
      text('区交通警察大队'),
      text('示卫国'),
    ],
    ...[text('示三平'), null, text('6月7日—8日')],
  ],
];

/** The same as the bytes of an xlsx file. */
export const workbookOf = (data: SheetData, sheet = '分解表'): Promise<Buffer> =>
  writeExcelFile([[], ...data] as SheetData, { sheet }).toBuffer();
