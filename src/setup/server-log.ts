import { open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

const longLogBytes = 20_000_000;

/** The server's log, open for appending. */
interface Log {
  readonly file: Awaited<ReturnType<typeof open>>;
  /** Where this run's lines begin, in bytes. */
  readonly start: number;
}

/** Opens the server's log for more lines; a long one is put aside first. */
export async function openLog(dataFolder: string): Promise<Log> {
  const path = logPath(dataFolder);
  const found = await stat(path).catch(() => undefined);
  if (found !== undefined && found.size > longLogBytes) await rename(path, `${path}.1`);
  const file = await open(path, 'a');
  return { file, start: (await file.stat()).size };
}

function logPath(dataFolder: string): string {
  return join(dataFolder, 'temporal.log');
}

/** The error of a start that failed: why, and the last lines the server wrote since `logStart`. */
export async function startError(
  dataFolder: string,
  logStart: number,
  refusal: string,
): Promise<Error> {
  const log = await readFile(logPath(dataFolder));
  const lines = log.subarray(logStart).toString('utf8').trim().split('\n').slice(-12);
  return new Error(
    [
      `Temporal 服务器未能启动 · the Temporal server did not start (${refusal})`,
      `${logPath(dataFolder)}:`,
      ...lines.map((line) => `  ${line.slice(0, 400)}`),
    ].join('\n'),
  );
}
