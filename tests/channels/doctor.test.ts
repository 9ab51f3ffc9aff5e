import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { channelFindings } from '../../src/main/doctor-channels.js';
import { CERT } from './a-certificate.js';
import { aProvider } from './a-provider.js';

function aFolder(files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, name), text, { mode: 0o600 });
  return {
    folder,
    place: { channels: { file: join(folder, 'channels.yaml'), isNamed: false, env: {} } },
  };
}

const statesOf = async (place: Parameters<typeof channelFindings>[0]) =>
  (await channelFindings(place)).map(({ state, sentence }) => `${state} ${sentence.en}`);

it('says that nothing is set, and every fault of what is', async () => {
  expect(await statesOf(aFolder({}).place)).toEqual([
    expect.stringMatching(/^warn no channels are set/),
  ]);
  const { place } = aFolder({ 'channels.yaml': 'channels:\n  - { kind: pigeon, name: a }' });
  expect(await statesOf(place)).toEqual([
    expect.stringMatching(/^bad .*channels\.yaml:2:13: wrong-type/),
  ]);
});

it('names what is not reached, what shows no name, and secrets that others can read', async () => {
  const secure = await aProvider({ isTls: true });
  const channels = [
    `{ kind: sms, name: away, url: "http://localhost:1/", reach: private, key: k, secret: file:s, template: T }`,
    `{ kind: webhook, name: strange, url: "${secure.address().href}", reach: private, key: k, secret: file:s }`,
    `{ kind: webhook, name: inside, url: "https://127.0.0.1/", key: k, secret: file:s }`,
    `{ kind: webhook, name: fine, url: "${secure.address().href}", reach: private, key: k, secret: file:s, ca: ca.pem }`,
    `{ kind: terminal, name: screen }`,
  ];
  const yaml = `channels:\n${channels.map((one) => `  - ${one}\n`).join('')}`;
  const { folder, place } = aFolder({ 'channels.yaml': yaml, s: 'shared', 'ca.pem': CERT });
  chmodSync(join(folder, 's'), 0o644);
  const said = (await statesOf(place)).join('\n');
  expect(said).toMatch(/bad .*\/s .*644/);
  expect(said).toContain('bad channel away is not reached (network: ECONNREFUSED)');
  expect(said).toMatch(/bad channel strange is not reached \(tls: \w+\)/);
  expect(said).toContain('bad channel inside is not reached (address: 127.0.0.1)');
  expect(said).not.toMatch(/fine|screen/);
  expect(secure.got).toEqual([]);
});
