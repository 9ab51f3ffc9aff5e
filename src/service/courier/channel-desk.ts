import { randomUUID } from 'node:crypto';
import type { Ledger } from '../../adapters/store/ledger.js';
import type { Label, Urgency } from '../../courier/model.js';
import { calendarOf } from '../../engine/calendar.js';
import { epochMs } from '../../engine/model.js';
import type { Lang } from '../../text/lang.js';
import { texts } from '../../text/texts.js';
import type { Guard, Visitor } from '../guarded.js';
import { Refusal } from '../outcome.js';
import type { AddressBook } from './addressing-port.js';
import type { Channel, Letter, Sent } from './channel-port.js';
import type { Channels } from './channel-order.js';

/** A channel as its settings have it, without its secrets. */
export interface ChannelView {
  readonly name: string;
  readonly kind: string;
  readonly rehearsals: boolean;
  readonly carries: Label;
  readonly links: boolean;
  readonly perMinute: number | null;
  /** Its place in the order of each urgency, from 1; null: it is not tried. */
  readonly place: Readonly<Record<Urgency, number | null>>;
}

export interface ChannelTest {
  readonly channel: string;
  readonly person: string;
  readonly sent: Sent;
}

/** What a client can ask of the channels: in the process, behind rights, or over HTTP. Throws `Refusal`. */
export interface ChannelDesk {
  list(): Promise<readonly ChannelView[]>;
  /** Sends one message that says it is a test. */
  test(channel: string, person: string, lang: Lang): Promise<ChannelTest>;
}

export interface ChannelDeskParts {
  readonly channels: Channels;
  readonly book: AddressBook;
  readonly ledger: Pick<Ledger, 'takeSlot' | 'giveBackSlot'>;
  readonly now: () => number;
}

const URGENCIES: readonly Urgency[] = ['critical', 'urgent', 'ordinary'];

export function createChannelDesk({ channels, book, ledger, now }: ChannelDeskParts): ChannelDesk {
  const { all, order } = channels;
  return {
    async list() {
      return all.map(({ channel: { name, isForRehearsals, perMinute }, kind, carries, links }) => {
        const placeIn = (urgency: Urgency) => order[urgency].indexOf(name) + 1 || null;
        return {
          ...{ name, kind, rehearsals: isForRehearsals, carries, links, perMinute },
          place: Object.fromEntries(
            URGENCIES.map((urgency) => [urgency, placeIn(urgency)]),
          ) as ChannelView['place'],
        };
      });
    },
    async test(name, person, lang) {
      const channel = all.find((one) => one.channel.name === name)?.channel;
      if (!channel) throw unknown(name);
      const { to } = await book.of(person);
      if (!channel.reaches(to)) throw unreached(name, person);
      const sent = await withinLimit(channel, () => channel.send(testLetter(channel, to, lang)));
      return { channel: name, person, sent };
    },
  };

  /** A test takes its turn like any message, and steps back for what is critical. */
  async function withinLimit(
    { name, perMinute }: Channel,
    send: () => Promise<Sent>,
  ): Promise<Sent> {
    if (perMinute === null) return send();
    const slot = await ledger.takeSlot(name, perMinute, epochMs(now()));
    if (slot === null) throw busy(name, perMinute);
    const sent = await send();
    await ledger.giveBackSlot(name, slot, true);
    return sent;
  }

  function testLetter({ name, isForRehearsals }: Channel, to: Letter['to'], lang: Lang): Letter {
    const { test } = texts(lang).channels;
    const calendar = calendarOf('Asia/Shanghai');
    const at = epochMs(now());
    const text = test.line(name, `${calendar.dateOf(at)} ${calendar.timeOf(at)}`);
    return {
      ...{ id: `test-${randomUUID()}`, to, lang, urgency: 'ordinary', rehearsal: isForRehearsals },
      ...{ subject: test.subject, more: 0, link: null, thread: null },
      lines: [{ text, bare: text, label: 'public', code: null }],
    };
  }
}

/** The channels as one visitor sees them: within his rights, and a test on record. */
export function guardedChannels(desk: ChannelDesk, guard: Guard, visitor: Visitor): ChannelDesk {
  const own = guard(visitor);
  return {
    list: () => own.read({ operation: 'channel.read', target: {} }, () => desk.list()),
    test: (channel, person, lang) =>
      own.change(
        { operation: 'channel.test', target: {}, content: { channel, person } },
        () => desk.test(channel, person, lang),
        ({ sent }) =>
          sent.outcome === 'taken' ? ['done'] : ['refused', sent.reason.slice(0, 100)],
      ),
  };
}

const unknown = (name: string): Refusal =>
  new Refusal('no-channel', `没有渠道 ${name}`, `there is no channel ${name}`);

const unreached = (name: string, person: string): Refusal =>
  new Refusal(
    'not-reached',
    `渠道 ${name} 没有 ${person} 的地址；请在人员库填写手机、邮箱或渠道账号`,
    `channel ${name} has no address of ${person}: fill in phone, mail or accounts in the register of people`,
  );

const busy = (name: string, perMinute: number): Refusal =>
  new Refusal(
    'channel-busy',
    `渠道 ${name} 本分钟已满 ${perMinute} 条，或有紧急消息待发，请稍后再试`,
    `channel ${name} has had its ${perMinute} messages of this minute, or something critical waits: try again later`,
  );
