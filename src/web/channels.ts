import { html, type Html } from '../report/page/html.js';
import type { ChannelTest, ChannelView } from '../service/courier/channel-desk.js';
import { texts } from '../text/texts.js';
import { field, formTo, hidden, type Sending } from './forms.js';
import { saying } from './said.js';

/** Each channel as it is set, with a button that tests it. */
export function channelsPart(
  sending: Sending,
  channels: readonly ChannelView[],
  { mayTest, person }: { readonly mayTest: boolean; readonly person: string },
): readonly Html[] {
  const { reportPages } = texts(sending.lang);
  if (channels.length === 0) return [saying(reportPages.channels.none, 'warn')];
  return [
    html`<p class="soft">${reportPages.channels.hint}</p>
`,
    html`<ul class="cards">${channels.map((channel) => cardOf(sending, channel, mayTest, person))}</ul>
`,
  ];
}

function cardOf(sending: Sending, channel: ChannelView, mayTest: boolean, person: string): Html {
  const { channels: t, reportPages, none, colon } = texts(sending.lang);
  const { name, kind, rehearsals, carries, links, perMinute, place } = channel;
  const [, , drills, titles, link, limit, ...urgencies] = t.heads;
  const facts = [
    ...(rehearsals ? [drills ?? ''] : []),
    `${titles}${colon}${t.label[carries]}`,
    ...(links ? [link ?? ''] : []),
    `${limit}${colon}${perMinute ?? t.unlimited}`,
    ...[place.critical, place.urgent, place.ordinary].map(
      (one, n) => `${urgencies[n]}${colon}${one === null ? none : reportPages.channels.place(one)}`,
    ),
  ];
  return html`<li class="card"><h2>${name}</h2><p>${t.kind[kind] ?? kind}</p><p class="soft">${facts.join(' · ')}</p>${
    mayTest
      ? formTo(
          sending,
          '/channels/test',
          [
            hidden('name', name),
            field({
              ...{ name: 'person', label: reportPages.channels.to, value: person },
              ...{ max: 64, isRequired: true },
            }),
          ],
          reportPages.channels.test,
        )
      : null
  }</li>
`;
}

/** What the provider said of a test. */
export function testedPart({ lang }: Sending, { channel, person, sent }: ChannelTest): Html {
  const { channels: t } = texts(lang);
  return sent.outcome === 'taken'
    ? saying(t.taken(channel, person, sent.ref), 'good')
    : saying(t.notTaken(channel, person, sent.reason), 'bad');
}
