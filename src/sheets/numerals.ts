const DIGITS = '零一二三四五六七八九';

/**
 * A written date with half-width digits and signs, Chinese numerals as digits, no blanks and no weekdays:
 * `６月 ５ 日（周五）` becomes `6月5日`, `考前三天` becomes `考前3天`.
 */
export function plainly(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b]+/g, ' ')
    .replace(/\(?(?:周|星期|礼拜)[一二三四五六日天]\)?/g, '')
    .replace(/(?<!\d) | (?!\d)/g, '')
    .replace(/半个月/g, '15天')
    .replace(/两/g, '二')
    .replace(/[零一二三四五六七八九十]{1,4}(?=个|天|日|周|月|小时|分|时|点|场|号)/g, (word) =>
      String(numeral(word)),
    );
}

/** `十五` is 15, `二十` is 20: numbers below a hundred. */
function numeral(word: string): number {
  const [tens, ones] = word.includes('十') ? word.split('十') : ['零', word];
  const ten = tens === '' ? 1 : DIGITS.indexOf(tens ?? '零');
  return Math.max(ten, 0) * 10 + Math.max(DIGITS.indexOf(ones || '零'), 0);
}
