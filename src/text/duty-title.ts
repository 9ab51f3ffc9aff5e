import type { Lang } from './lang.js';
import { texts } from './texts.js';

type Both = Readonly<Record<Lang, string>>;

/** A duty's title, with what its session is called, or the number of its occurrence, where it has one. */
export const dutyTitle = (
  lang: Lang,
  {
    title,
    session,
    sessionTitle,
  }: { readonly title: Both; readonly session: string | null; readonly sessionTitle: Both | null },
): string =>
  session === null
    ? title[lang]
    : texts(lang).say.sessionOf(title[lang], sessionTitle?.[lang] ?? session);
