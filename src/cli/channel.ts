import type { Command } from 'commander';
import type { ChannelTest, ChannelView } from '../service/courier/channel-desk.js';
import { EXIT, type Desk } from './desk.js';
import { group, leaf } from './leaf.js';
import { table } from './table.js';

/** `channel list|test`: the ways to people. */
export function channelCommands(program: Command, desk: Desk): void {
  const { command, option } = desk.t.channels;
  const channel = group(program, 'channel', command.channel, desk);
  leaf(channel, 'list', command.list, desk).action(() =>
    desk.withHttp(async (http) => {
      const { items } = await http.get<{ items: readonly ChannelView[] }>('/api/v1/channels');
      desk.answer(
        () => ({ channels: items }),
        () => list(desk, items),
      );
    }),
  );
  leaf(channel, 'test', command.test, desk)
    .argument('<name>', option.name)
    .requiredOption('--to <person>', option.to)
    .action((name: string, { to }: { readonly to: string }) =>
      desk.withHttp(async (http) => {
        const address = `/api/v1/channels/${encodeURIComponent(name)}/test`;
        sayTested(desk, await http.send<ChannelTest>('POST', address, { person: to }));
      }),
    );
}

function list({ t, paper }: Desk, items: readonly ChannelView[]): string[] {
  const { heads, yes, unlimited, label } = t.channels;
  const rows = items.map(({ name, kind, rehearsals, carries, links, perMinute, place }) => [
    ...[name, t.channels.kind[kind] ?? kind, rehearsals ? yes : ''],
    ...[label[carries], links ? yes : '', perMinute === null ? unlimited : String(perMinute)],
    ...[place.critical, place.urgent, place.ordinary].map((one) => String(one ?? t.none)),
  ]);
  return table(heads, rows, paper);
}

/** What a provider said: taken, or not and why. */
function sayTested(desk: Desk, test: ChannelTest): void {
  const { t, paper } = desk;
  const { channel, person, sent } = test;
  if (sent.outcome !== 'taken') desk.exitCode = EXIT.refused;
  desk.answer(
    () => test,
    () =>
      sent.outcome === 'taken'
        ? [paper.green(t.channels.taken(channel, person, sent.ref))]
        : [paper.red(t.channels.notTaken(channel, person, sent.reason))],
  );
}
