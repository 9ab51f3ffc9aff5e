import { describe, expect, it } from 'vitest';
import { fromFirstSource, NoSourceError, type Source } from '../../src/setup/sources.js';

const wish = { what: 'the thing', remedies: ['install it', 'name it'] };
const quiet = (): void => {};

function source(name: string, obtain: Source<string>['obtain'], limitMs = 1_000): Source<string> {
  return { name, limitMs, obtain };
}

describe('the first source that has it', () => {
  it('asks no further source once one has it', async () => {
    const asked: string[] = [];
    const answer = (name: string) =>
      source(name, async () => {
        asked.push(name);
        return name;
      });
    expect(await fromFirstSource(wish, [answer('a'), answer('b')], quiet)).toBe('a');
    expect(asked).toEqual(['a']);
  });

  it('leaves a source at its limit, tells it so, and goes on with the next', async () => {
    let told: AbortSignal | undefined;
    const hangs = source(
      'hangs',
      (signal) => {
        told = signal;
        return new Promise(() => {});
      },
      20,
    );
    const start = performance.now();
    const found = await fromFirstSource(wish, [hangs, source('b', async () => 'b')], quiet);
    expect(found).toBe('b');
    expect(told?.aborted).toBe(true);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('reports what a far source said, and says nothing of a look on this machine', async () => {
    const lines: string[] = [];
    const fails = source('far', async () => Promise.reject(new Error('unreachable')));
    const sources = [{ ...fails, name: 'near', local: true }, fails, source('b', async () => 'b')];
    await fromFirstSource(wish, sources, (line) => lines.push(line));
    expect(lines).toEqual(['  far: unreachable']);
  });

  it('says one line per source and what to do when none has it', async () => {
    const fails = (name: string) =>
      source(name, async () => Promise.reject(new Error(`no ${name}`)));
    const failure = fromFirstSource(wish, [fails('a'), fails('b')], quiet);
    await expect(failure).rejects.toBeInstanceOf(NoSourceError);
    const message = await failure.catch((error: Error) => error.message);
    for (const line of ['  - a: no a', '  - b: no b', '  - install it', '  - name it']) {
      expect(message.split('\n')).toContain(line);
    }
  });
});
