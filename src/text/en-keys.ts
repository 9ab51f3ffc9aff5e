import type { zhKeys } from './zh-CN-keys.js';

export const enKeys = {
  command: {
    keys: 'keys: list, replace (ids only; no key is ever printed)',
    list: 'list the keys by id, when each was made, from when it seals',
    rotate: 'add a new key; the old ones still open what they have sealed',
    new: 'make a key file for several machines to share',
    reseal: 'seal personal data of the store anew that an old key has sealed',
  },
  option: {
    in: 'after how long it seals, as 30m or 2h: time to hand it to every machine',
    file: 'the file to make; it must not be there yet',
  },
  column: { id: 'id', created: 'made', from: 'seals from', use: 'use' },
  use: { seals: 'seals', waits: 'waits', opens: 'only opens' },
  place: (file: string) => `key file: ${file}`,
  fromEnvironment: 'the keys come from KAOWU_KEYS: replace them where that comes from',
  rotated: (id: string, from: string) => `key ${id} added; it seals from ${from}`,
  made: (file: string) =>
    `${file} made, readable by you alone. Keep a copy elsewhere: without it nothing sealed can be opened`,
  there: (file: string) => `${file} is there and will not be overwritten`,
  resealed: (count: number, kept: number) =>
    `${count} sealed anew, ${kept} had the new key already`,
  broken: (about: string) => `does not open, left as it is: ${about}`,
} satisfies typeof zhKeys;
