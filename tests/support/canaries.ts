import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What must not be found, by the name under which it is told. Long enough not to stand anywhere by chance. */
export type Canaries = Readonly<Record<string, string>>;

/**
 * Where canaries are found: `name in place`, sorted. Bytes are searched for every way in which programs write a
 * text: as it is, in base64 at each of its three offsets, in hexadecimal, in UTF-16, in addresses, escaped in JSON.
 */
export function findCanaries(
  canaries: Canaries,
  places: Readonly<Record<string, Uint8Array | string>>,
): string[] {
  const found = Object.entries(places).flatMap(([place, content]) => {
    const bytes = Buffer.from(content as string);
    return Object.entries(canaries)
      .filter(([, canary]) => spellings(canary).some((spelling) => bytes.includes(spelling)))
      .map(([name]) => `${name} in ${place}`);
  });
  return found.sort();
}

/** Every file of a folder and below, by its path in there, for `findCanaries`. */
export function filesIn(folder: string, inside = ''): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const name of existsSync(folder) ? readdirSync(join(folder, inside)) : []) {
    const path = join(inside, name);
    const stat = statSync(join(folder, path), { throwIfNoEntry: false });
    if (stat?.isDirectory()) Object.assign(files, filesIn(folder, path));
    else if (stat?.isFile()) files[path] = readFileSync(join(folder, path));
  }
  return files;
}

function spellings(canary: string): Buffer[] {
  const plain = Buffer.from(canary);
  const json = JSON.stringify(canary).slice(1, -1);
  const escaped = json.replaceAll(/[^\x20-\x7e]/g, (char) =>
    [...char].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  );
  const texts = [json, escaped, encodeURIComponent(canary), plain.toString('hex')];
  const wide = Buffer.from(canary, 'utf16le');
  return [plain, wide, ...[...texts, ...inBase64(plain)].map((text) => Buffer.from(text))];
}

/** The letters that do not depend on what stands before and after. */
function inBase64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const whole = text.slice(
      Math.ceil((offset * 8) / 6),
      Math.floor(((offset + bytes.length) * 8) / 6),
    );
    return [whole, whole.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
