/** What a task sheet calls itself at the end of its title. */
const KIND =
  /(?:主要|重点)?(?:工作)?(?:任务|责任|目标|职责|事项)(?:分解|分工|清单|台账|一览|安排)?(?:表|清单|台账)?$/;

/**
 * The season's title from what stands above the headings: `岚溪县2026年中招考试工作任务分解表` names the season
 * `岚溪县2027年中招考试`.
 */
export function seasonTitle(above: readonly string[], newExamDay: string): string {
  const year = newExamDay.slice(0, 4);
  const parts = above
    .flatMap((row) => row.split(/\s+/))
    .map((part) => part.replace(/[（(][^（）()]*[)）]/g, ''))
    .filter((part) => /\p{Script=Han}{3}/u.test(part) && !/[:：]/.test(part));
  const said = parts.find((part) => KIND.test(part)) ?? parts.find((part) => /考/.test(part)) ?? '';
  const title = said
    .replace(KIND, '')
    .replace(/(?:19|20)\d\d(?=年)/, year)
    .slice(0, 60);
  if (title === '') return `${year}年考试工作`;
  return /\d{4}年/.test(title) ? title : `${year}年${title}`;
}
