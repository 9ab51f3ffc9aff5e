/** `岚溪县2026年中招考试工作任务分解表` names the season `岚溪县2027年中招考试工作`. */
export function seasonTitle(sheet: string, newExamDay: string): string {
  const year = newExamDay.slice(0, 4);
  const bare = sheet
    .replace(/^附件\s*\d*\s*[:：]?\s*/, '')
    .replace(/[（(][^（）()]*[)）]/g, ' ')
    .replace(
      /(?:主要)?(?:工作)?(?:任务|责任|目标)(?:分解|清单|分工|台账|一览)?(?:分解表|清单|台账|表)?\s*$/,
      '',
    )
    .split(/\s{1,8}/)
    .filter((part) => /\p{Script=Han}{3}/u.test(part))
    .sort((a, b) => b.length - a.length)[0];
  const title = (bare ?? '').replace(/(?:19|20)\d\d(?=年)/, year).slice(0, 60);
  if (title === '') return `${year}年考试工作`;
  return /\d{4}年/.test(title) ? title : `${year}年${title}`;
}
