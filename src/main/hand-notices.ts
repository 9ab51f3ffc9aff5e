import type { Store } from '../adapters/store/store.js';
import { epochMs } from '../engine/model.js';

const AT_ONCE = 200;

/** Hands what is pending in the outbox to the file that stands for all channels as yet. */
export async function handNotices(
  store: Store,
  lang: 'zh' | 'en',
  write: (line: string) => void,
): Promise<void> {
  for (;;) {
    const notices = await store.claimNotices(AT_ONCE);
    if (notices.length === 0) return;
    for (const { season, path, duty, kind, to } of notices)
      write([lang, season, path, duty, kind, to].join(' '));
    // Written first, marked then: a crash between the two repeats a line and loses none.
    await store.markHanded(
      notices.map(({ id }) => id),
      epochMs(Date.now()),
    );
  }
}
