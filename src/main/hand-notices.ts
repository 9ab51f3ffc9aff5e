import type { Store } from '../adapters/store/store.js';
import { epochMs } from '../engine/model.js';
import { pendingNotices } from '../service/read-notices.js';
import type { Lang } from '../text/lang.js';

const AT_ONCE = 200;

/** Hands what is pending in the outbox to the file that stands for all channels as yet. */
export async function handNotices(
  store: Store,
  lang: Lang,
  write: (lines: readonly string[]) => void,
): Promise<void> {
  for (;;) {
    const notices = await pendingNotices({ store }, lang, AT_ONCE);
    if (notices.length === 0) return;
    write(notices.flatMap(({ line }) => line ?? []));
    // Written first, marked then: a crash between the two repeats a line and loses none.
    await store.markHanded(
      notices.map(({ id }) => id),
      epochMs(Date.now()),
    );
  }
}
