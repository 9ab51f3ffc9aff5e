import { crc32, inflateRawSync } from 'node:zlib';

/** What is wrong with an archive that is not opened. */
export type ZipFault = 'not-xlsx' | 'sheet-too-big';

const MAX_ENTRIES = 2_000;
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * The wanted files of a ZIP archive, unpacked. No more than `limit` bytes are ever unpacked, whatever the
 * archive says of itself: each file is inflated into the size declared, and the sizes are added up first.
 */
export function unzip(
  bytes: Buffer,
  wants: (name: string) => boolean,
  limit: number,
): ReadonlyMap<string, Buffer> | ZipFault {
  const entries = entriesOf(bytes);
  if (entries === null) return 'not-xlsx';
  const wanted = entries.filter(({ name }) => wants(name));
  if (wanted.reduce((sum, { size }) => sum + size, 0) > limit) return 'sheet-too-big';
  try {
    return new Map(wanted.map((entry) => [entry.name, contentOf(bytes, entry)]));
  } catch (error) {
    const isBomb = error instanceof RangeError && 'code' in error;
    return isBomb && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'sheet-too-big' : 'not-xlsx';
  }
}

/** An archive of these files, not compressed: what a reader is given after the check. */
export function zipStored(files: ReadonlyMap<string, Buffer>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const title = Buffer.from(name);
    const fields = headerFields(title, content);
    const local = Buffer.concat([u32(LOCAL), fields, title, content]);
    directory.push(u32(ENTRY), u16(20), fields, Buffer.alloc(10), u32(offset), title);
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const count = u16(files.size);
  const end = [u32(END), u32(0), count, count, u32(list.length), u32(offset), u16(0)];
  return Buffer.concat([...parts, list, ...end]);
}

/** From the version needed to the length of the extra field: the same in both kinds of header. */
function headerFields(title: Buffer, content: Buffer): Buffer {
  const size = u32(content.length);
  const utf8 = u16(0x0800);
  return Buffer.concat([
    ...[u16(20), utf8, u16(0), u32(0), u32(crc32(content)), size, size],
    ...[u16(title.length), u16(0)],
  ]);
}

/** The central directory; null where there is none, or it is one of very large archives (ZIP64). */
function entriesOf(bytes: Buffer): Entry[] | null {
  const end = bytes.lastIndexOf(u32(END));
  if (end < 0 || end + 22 > bytes.length || end < bytes.length - 65_557) return null;
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  if (count > MAX_ENTRIES) return null;
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY) return null;
    const [title, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + (title ?? 0)),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + (title ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

/** Throws where the file is not what its entry says. */
function contentOf(bytes: Buffer, { method, packed, size, offset }: Entry): Buffer {
  if (bytes.readUInt32LE(offset) !== LOCAL) throw new Error('no file at this place');
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const content = bytes.subarray(start, start + packed);
  if (method === 0) return content;
  if (method !== 8) throw new Error(`compression method ${method}`);
  return size === 0 ? Buffer.alloc(0) : inflateRawSync(content, { maxOutputLength: size });
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
