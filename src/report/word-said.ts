import type { Texts } from '../text/zh-CN.js';
import type { Word } from './words.js';

/** What a word is, for people: opening, reminder, due, the level it climbs to, or a gate's verdict. */
export function wordSaid(t: Texts, event: Word, isRepeat: boolean): string {
  if (event.type === 'judged') {
    const items = event.missing.length + event.silent.length;
    const verdict = items === 0 ? t.say.ready : t.say.notReady(t.say.items(items));
    return `${t.action.gate}${t.colon}${verdict}`;
  }
  const words = event.side === 'acceptor' ? t.acceptorAction : t.action;
  if (event.action !== 'escalate') return words[event.action];
  const level = isRepeat ? t.say.again : t.level(event.rung + 1);
  return event.side === 'acceptor' ? `${words.escalate}${t.comma}${level}` : level;
}
