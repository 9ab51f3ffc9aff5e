import { createInterface } from 'node:readline/promises';
import { Refusal } from '../service/outcome.js';

/** Asks at the terminal; a password is not shown while it is typed. */
export async function asked(question: string, isSecret: boolean): Promise<string> {
  if (!process.stdin.isTTY)
    throw new Refusal(
      'no-terminal',
      '没有终端可询问，请用 KAOWU_PASSWORD 或 --token',
      'there is no terminal to ask at: use KAOWU_PASSWORD or --token',
    );
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: true });
  const mutable = lines as unknown as { _writeToOutput?: (text: string) => void };
  try {
    const answer = lines.question(`${question} `);
    if (isSecret) mutable._writeToOutput = () => {};
    return (await answer).trim();
  } finally {
    lines.close();
    if (isSecret) process.stderr.write('\n');
  }
}
