#!/usr/bin/env node
// Verifies an export of Kaowu's audit log without Kaowu: plain Node.js, no network, nothing to install.
// 核验考务审计日志导出文件：只需 Node.js，不联网，不依赖其他文件。
//
//   node verify-audit.mjs EXPORT.jsonl [--key FINGERPRINT] [--checkpoint SEQ:HASH]
//
// --key: what `kaowu audit key` printed, noted down elsewhere. Without it, an export that somebody made up and
// signed with a key of his own verifies as well. --checkpoint: one kept elsewhere has to be in the export.
// Exit code 0: everything holds; 1: it does not, and the first bad row is named; 2: misuse.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { key: { type: 'string', multiple: true }, checkpoint: { type: 'string' } },
});
if (positionals.length !== 1) {
  console.error('node verify-audit.mjs EXPORT.jsonl [--key FINGERPRINT] [--checkpoint SEQ:HASH]');
  process.exit(2);
}

const GENESIS = '0'.repeat(64);
const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const keys = new Map(); // id → public key and fingerprint
const signed = new Map(); // chain → seq → hash, as checkpoints signed them
const checkpoints = new Map(); // seq → hash
const total = { rows: 0, chains: 0, open: 0 };
const digest = createHash('sha256');
let head = null;
let point = { seq: 0, hash: GENESIS };
let chain = { of: '@export', seq: 0, open: new Set(), signed: new Map() };
let isEnded = false;
class Bad extends Error {}
const bad = (of, seq, what) => {
  throw new Bad(`${of} ${seq}: ${what}`);
};
/** The text of the first value of {"row":TEXT,"hash":"…"}: the very bytes that were hashed. */
const textIn = (line, name, next) =>
  line.slice(`{"${name}":`.length, line.lastIndexOf(`,"${next}":`));
const holds = (id, text, signed) =>
  keys.has(id) && verify(null, Buffer.from(text), keys.get(id).pem, Buffer.from(signed, 'base64'));
const inScope = (of) => {
  const root = head.unit === null ? head.season : `${head.season}/${head.unit}`;
  return head.season === null || of === root || of.startsWith(`${root}/`);
};

function readHeader(one) {
  if (one.kaowu !== 'audit-export' || one.version !== 1) bad('@export', 0, 'not of version 1');
  head = one;
  const wanted = values.key?.map((key) => key.replace(/[\s:]/g, '').toLowerCase());
  for (const { id, pem } of one.keys) {
    const fingerprint = sha256(createPublicKey(pem).export({ type: 'spki', format: 'der' }));
    if (!fingerprint.startsWith(id)) bad('@export', 0, `key ${id} is another`);
    if (wanted?.includes(fingerprint) ?? true) keys.set(id, { pem, fingerprint });
  }
  if (keys.size === 0) bad('@export', 0, 'foreign key: none has the fingerprint given');
}

function readCheckpoint(one, line) {
  const [, seq, , , keyId, prev, heads] = one.checkpoint;
  const text = textIn(line, 'checkpoint', 'hash');
  const wrong = (what) => bad('@checkpoints', point.seq + 1, what);
  if (seq !== point.seq + 1) wrong(`missing, the next is ${seq}`);
  if (sha256(text) !== one.hash) wrong('changed');
  if (prev !== point.hash) wrong('does not stand on the one before');
  if (!holds(keyId, text, one.signature)) wrong('the signature does not hold, or a foreign key');
  for (const [of, at, hash] of heads.filter(([name]) => inScope(name)))
    signed.set(of, (signed.get(of) ?? new Map()).set(at, hash));
  checkpoints.set(seq, one.hash);
  point = { seq, hash: one.hash };
}

function readRow(one, line) {
  const [, of, seq, at, kind, refers, , , , , , , , key, named] = one.row;
  if (of !== chain.of) beginChain(of);
  const wrong = (what) => bad(of, chain.seq + 1, what);
  if (seq !== chain.seq + 1) wrong(`missing, the next is ${seq}`);
  if (sha256(textIn(line, 'row', 'hash')) !== one.hash) wrong('changed');
  if (one.row.at(-1) !== chain.hash) wrong('does not stand on the row before');
  if (chain.signed.has(seq) && chain.signed.get(seq) !== one.hash)
    wrong('a checkpoint has signed another row');
  if (refers !== null && !chain.open.delete(refers)) wrong(`${refers} is no open attempt`);
  if (kind === 'attempt') chain.open.add(seq);
  // One that was made while the export was being written does not stand in it.
  if (kind === 'checkpoint' && at < head.at && checkpoints.get(Number(key)) !== named)
    wrong(`checkpoint ${key} is gone or another`);
  Object.assign(chain, { seq, hash: one.hash });
  total.rows += 1;
  digest.update(one.hash);
}

function beginChain(of) {
  endChain();
  if (!inScope(of)) bad(of, 1, 'does not belong to this export');
  chain = { of, seq: 0, hash: GENESIS, open: new Set(), signed: signed.get(of) ?? new Map() };
  signed.delete(of);
  total.chains += 1;
}

function endChain() {
  const last = Math.max(0, ...chain.signed.keys());
  if (last > chain.seq)
    bad(chain.of, chain.seq + 1, `cut off: a checkpoint has signed row ${last}`);
  total.open += chain.open.size;
}

function readEnd(one, line) {
  endChain();
  for (const of of signed.keys()) bad(of, 1, 'the whole chain is missing');
  const [version, at, season, unit, chains, rows, all] = one.end;
  const isOf = at === head.at && season === head.season && unit === head.unit;
  if (version !== 'kaowu-export-1' || !isOf || chains !== total.chains || rows !== total.rows)
    bad('@export', total.rows, 'signed for another export');
  if (all !== digest.digest('hex')) bad('@export', total.rows, 'other rows than those signed');
  if (!holds(one.key, textIn(line, 'end', 'key'), one.signature))
    bad('@export', total.rows, 'the signature at the end does not hold');
  isEnded = true;
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return bad(chain.of, chain.seq + 1, 'changed: no JSON');
  }
}

const READ = { kaowu: readHeader, checkpoint: readCheckpoint, row: readRow, end: readEnd };
try {
  for await (const line of createInterface({ input: createReadStream(positionals[0]) })) {
    const kind = Object.keys(READ).find((name) => line.startsWith(`{"${name}":`));
    if (isEnded || !kind || (head === null) !== (kind === 'kaowu'))
      bad(chain.of, chain.seq + 1, 'a line that does not belong here');
    READ[kind](parsed(line), line);
  }
  if (!isEnded) bad(chain.of, chain.seq + 1, 'cut off: no signed end');
  const [seq, hash] = values.checkpoint?.split(':') ?? [];
  if (seq && checkpoints.get(Number(seq)) !== hash) bad('@checkpoints', seq, 'not as kept');
} catch (error) {
  if (!(error instanceof Bad)) throw error;
  console.log(`BAD 不符  ${error.message}`);
  process.exit(1);
}
console.log(`rows 行 ${total.rows}  chains 链 ${total.chains}  checkpoints 检查点 ${point.seq}`);
const prints = [...keys.values()].map(({ fingerprint }) => fingerprint).join(' ');
console.log(`open 结果未知 ${total.open}  key 密钥指纹 ${prints}\nOK 相符`);
