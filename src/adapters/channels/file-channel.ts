import { appendFile, chmod } from 'node:fs/promises';
import type { CodeChannel } from '../../service/desks/ports.js';

/**
 * The machine's own file in place of a text message: whoever runs the service at this machine reads the code there.
 * Only its owner can read it. Answers its name as where the code went.
 */
export const fileChannel = (file: string, now: () => number = Date.now): CodeChannel => ({
  async sendCode(person, text) {
    await appendFile(file, `${new Date(now()).toISOString()} ${person} ${text}\n`, { mode: 0o600 });
    await chmod(file, 0o600);
    return { hint: file.split('/').at(-1) ?? file };
  },
});
