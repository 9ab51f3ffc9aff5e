import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { downloadProgram } from '../../src/setup/download.js';
import { runProgram } from '../../src/setup/programs.js';
import { ownFolder } from './folder.js';

const never = new AbortController().signal;
const wanted = { artifact: 'cli/v1', query: { format: 'tar.gz' }, program: 'tool', label: 'tool' };

/** A site as Temporal's: asked for an artifact it names the archive, asked for that it gives it. */
async function startSite(archive: Buffer | undefined): Promise<{ site: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (archive === undefined) response.writeHead(503).end();
    else if (request.url?.endsWith('.tar.gz')) response.end(archive);
    else {
      const archiveUrl = `http://${request.headers.host}/archive.tar.gz`;
      response.end(JSON.stringify({ archiveUrl, fileToExtract: 'inner/program' }));
    }
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return { site: `http://127.0.0.1:${port}`, asked };
}

async function packed(): Promise<Buffer> {
  const folder = await ownFolder();
  await mkdir(join(folder, 'inner'));
  await writeFile(join(folder, 'inner', 'program'), 'the program');
  await runProgram('tar', ['-czf', 'a.tar.gz', 'inner'], { cwd: folder });
  return await readFile(join(folder, 'a.tar.gz'));
}

describe('a download', () => {
  it('asks for this machine, unpacks the program and makes it runnable', async () => {
    const { site, asked } = await startSite(await packed());
    const folder = await ownFolder();
    await downloadProgram({ ...wanted, site }, folder, () => {}, never);
    expect(await readFile(join(folder, 'tool'), 'utf8')).toBe('the program');
    expect((await stat(join(folder, 'tool'))).mode & 0o100).toBe(0o100);
    expect(asked[0]).toMatch(/^\/cli\/v1\?format=tar\.gz&arch=(amd64|arm64)&platform=\w+$/);
  });

  it('says why when the site refuses or is not there', async () => {
    const folder = await ownFolder();
    const { site } = await startSite(undefined);
    const refused = downloadProgram({ ...wanted, site }, folder, () => {}, never);
    await expect(refused).rejects.toThrow('HTTP 503');
    const nobody = { ...wanted, site: 'http://127.0.0.1:1' };
    await expect(downloadProgram(nobody, folder, () => {}, never)).rejects.toThrow(
      'cannot be reached',
    );
  });
});
