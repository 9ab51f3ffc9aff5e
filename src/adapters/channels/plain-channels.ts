import { appendFile, chmod } from 'node:fs/promises';
import type { Label } from '../../courier/model.js';
import type { Channel, Letter } from '../../service/courier/channel-port.js';
import { composed, type Form } from './compose.js';
import { later, quarantining, taken } from './outcomes.js';
import { oneLine } from './safe-text.js';

export interface PlainSetting {
  readonly name: string;
  readonly isForRehearsals: boolean;
  readonly carries: Label;
  readonly perMinute: number | null;
  readonly links: boolean;
}

const MOST_BYTES = 64 * 1024;

/** A file on this machine, for its owner alone: a paragraph for each letter. It reaches everybody, as a notice board does. */
export function fileChannel(setting: PlainSetting & { readonly file: string }, now: () => number) {
  return plainChannel(setting, async (letter, text) => {
    const head = `${new Date(now()).toISOString()} ${letter.to.person} ${oneLine(letter.to.name)}`;
    try {
      await appendLine(setting.file, `${head}\n${indented(text)}`);
    } catch (error) {
      return later('file', error instanceof Error && 'code' in error ? String(error.code) : '');
    }
    return taken(null);
  });
}

/** The terminal of the service, for a machine that somebody sits at. */
export function terminalChannel(setting: PlainSetting, write: (line: string) => void): Channel {
  return plainChannel(setting, async (letter, text) => {
    write(`→ ${oneLine(letter.to.name)}\n${indented(text)}`);
    return taken(null);
  });
}

/** Appends to a file that only its owner can read, also where it was there before. */
export async function appendLine(file: string, line: string): Promise<void> {
  await appendFile(file, `${line}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
}

function plainChannel(
  { name, isForRehearsals, perMinute, carries, links }: PlainSetting,
  put: (letter: Letter, text: string) => ReturnType<Channel['send']>,
): Channel {
  const form: Form = { carries, links, limit: MOST_BYTES, safe: (text) => text };
  return {
    ...{ name, isForRehearsals, perMinute },
    reaches: () => true,
    send: quarantining((letter) => put(letter, composed(letter, form))),
  };
}

const indented = (text: string): string => text.replace(/^/gm, '  ');
