import type { Command } from 'commander';
import type { Hand, VaultAct } from '../engine/vault-plan.js';
import { actOn, withSender, type Sender, type SenderOptions } from './act-on.js';
import type { Desk } from './desk.js';
import { group, leaf } from './leaf.js';
import { misuse } from './misuse.js';
import { addVaultList, addVaultShow } from './vault-show.js';

interface Options extends SenderOptions {
  readonly to: string;
  readonly reason: string;
  readonly step: string;
  readonly place: string;
}

const HAND: Readonly<Record<string, Hand>> = {
  ...{ key: 'key', combination: 'combination', 钥匙: 'key', 密码: 'combination' },
};

/** `vault list|show|pass|take|withdraw|lock`. */
export function vaultCommands(program: Command, desk: Desk): void {
  const { command, option } = desk.t.vault;
  const vault = group(program, 'vault', command.vault, desk);
  addVaultList(vault, desk);
  addVaultShow(vault, desk);
  const deed = (usage: string, description: string) =>
    withSender(leaf(vault, usage, description, desk).argument('<unit>', option.unit), desk);
  deed('pass', command.pass)
    .argument('<what>', option.what)
    .requiredOption('--to <person>', option.to)
    .option('--step <id>', option.handedOut, 'vault-key-handover')
    .action((unit: string, what: string, options: Options) =>
      act(desk, unit, options, { act: 'pass', what: handSaid(desk, what), to: options.to }),
    );
  deed('take', command.take)
    .argument('<what>', option.what)
    .option('--step <id>', option.handedOut, 'vault-key-handover')
    .action((unit: string, what: string, options: Options) =>
      act(desk, unit, options, { act: 'take', what: handSaid(desk, what) }),
    );
  deed('withdraw', command.withdraw)
    .requiredOption('--reason <text>', option.reason)
    .option('--step <id>', option.permit, 'vault-permit')
    .action((unit: string, options: Options) =>
      act(desk, unit, options, { act: 'withdraw', reason: options.reason }),
    );
  deed('lock', command.lock)
    .option('--place <id>', option.place, 'vault')
    .action((unit: string, options: Options) => {
      const { place } = options;
      return actOn(desk, options, { name: 'unlock', unit, about: place }, (_, sender: Sender) => ({
        ...{ ...sender, place },
      }));
    });
}

function act(desk: Desk, unit: string, options: Options, said: VaultAct) {
  const { step } = options;
  return actOn(desk, options, { name: 'vault', unit, about: step }, (_, sender: Sender) => ({
    ...{ ...sender, ...said, step },
  }));
}

function handSaid(desk: Desk, text: string): Hand {
  const hand = Object.hasOwn(HAND, text) ? HAND[text] : undefined;
  if (hand) return hand;
  throw misuse(desk.lang, (words) => words.form(text));
}
