import { createHash, hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, createGzip } from 'node:zlib';
import type { FilePart, TablePart } from './backup-manifest.js';

const LINES_A_GROUP = 1_000;

/** Sums up rows in whatever order; changed, lost or doubled ones give another sum. */
export function rowsDigest() {
  const lanes = new BigUint64Array(2);
  let rows = 0;
  return {
    add(line: string): void {
      const digest = hash('sha256', line, 'buffer');
      // Each lane counts modulo 2^64 by itself.
      lanes[0] = (lanes[0] ?? 0n) + digest.readBigUInt64BE(0);
      lanes[1] = (lanes[1] ?? 0n) + digest.readBigUInt64BE(8);
      rows += 1;
    },
    rows: () => rows,
    digest: () => [...lanes].map((lane) => lane.toString(16).padStart(16, '0')).join(''),
  };
}

/** Writes lines to a compressed file, a group in memory at a time. */
export async function writeLines(
  folder: string,
  file: string,
  groups: AsyncIterable<readonly string[]>,
): Promise<FilePart & { readonly rows: number; readonly digest: string }> {
  const content = rowsDigest();
  async function* texts(): AsyncGenerator<string> {
    for await (const lines of groups) {
      for (const line of lines) content.add(line);
      yield `${lines.join('\n')}\n`;
    }
  }
  const seal = createHash('sha256');
  let bytes = 0;
  const hashed = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seal.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  // Level 1: five times as fast as the default for a tenth more.
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  const out = createWriteStream(join(folder, file), { mode: 0o600, flush: true });
  await pipeline(Readable.from(texts()), gzip, hashed, out);
  return {
    file,
    bytes,
    sha256: seal.digest('hex'),
    rows: content.rows(),
    digest: content.digest(),
  };
}

/** The lines of a compressed file, some at a time. */
export async function* readLines(
  folder: string,
  { file }: TablePart,
): AsyncGenerator<readonly string[]> {
  const input = createReadStream(join(folder, file));
  const gunzip = createGunzip();
  // A broken file must end the reading with its error, not leave it waiting.
  input.on('error', (error) => gunzip.destroy(error));
  let group: string[] = [];
  for await (const line of createInterface({ input: input.pipe(gunzip), crlfDelay: Infinity })) {
    group.push(line);
    if (group.length < LINES_A_GROUP) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** What is wrong with a file of a backup; null for nothing. */
export async function fileFault(folder: string, { file, bytes, sha256 }: FilePart) {
  const path = join(folder, file);
  const size = await stat(path).then(
    (found) => found.size,
    () => null,
  );
  if (size === null) return { file, fault: 'missing' as const };
  if (size !== bytes) return { file, fault: 'size' as const };
  const seal = createHash('sha256');
  await pipeline(createReadStream(path), seal);
  return seal.digest('hex') === sha256 ? null : { file, fault: 'content' as const };
}
