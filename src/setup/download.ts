import { createWriteStream } from 'node:fs';
import { chmod, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { runProgram, tellWhile } from './programs.js';
import type { Report } from './sources.js';

/** Where Temporal's SDKs get their servers. */
const temporalDownload = 'https://temporal.download';
/** A site that cannot be reached must not cost more than this. */
const answerMs = 8_000;
const silenceMs = 30_000;
const reportEveryMs = 5_000;

/** A program as temporal.download knows it. */
export interface Download {
  /** Its path there, such as `cli/v1.5.1`. */
  readonly artifact: string;
  /** Further query parameters. */
  readonly query: Readonly<Record<string, string>>;
  /** What to call the program here. */
  readonly program: string;
  /** For the lines of progress. */
  readonly label: string;
  /** Another site that answers alike, without a slash at the end. */
  readonly site?: string;
}

/**
 * Downloads a program of Temporal's for this machine into `folder`, the way the SDK itself does it.
 *
 * @throws {Error} when the site does not answer within 8 s, a transfer stands still for 30 s, or the
 * archive does not hold the program
 */
export async function downloadProgram(
  download: Download,
  folder: string,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const { archiveUrl, fileToExtract } = await askForArchive(download, signal);
  const archive = join(folder, archiveUrl.endsWith('.zip') ? 'archive.zip' : 'archive.tar.gz');
  await fetchTo(archive, archiveUrl, (line) => report(`  ${download.label}: ${line}`), signal);
  // The tar of Windows and macOS reads both formats; Linux is only ever given .tar.gz.
  await runProgram('tar', ['-xf', archive, fileToExtract], { cwd: folder, signal });
  const program = join(folder, download.program);
  await rename(join(folder, fileToExtract), program);
  await chmod(program, 0o755);
  await rm(archive);
}

interface ArchiveInfo {
  readonly archiveUrl: string;
  readonly fileToExtract: string;
}

async function askForArchive(download: Download, signal: AbortSignal): Promise<ArchiveInfo> {
  const url = new URL(`${download.site ?? temporalDownload}/${download.artifact}`);
  url.search = new URLSearchParams({ ...download.query, ...thisMachine() }).toString();
  const response = await request(url.href, signal);
  const info: unknown = await response.json();
  if (!isArchiveInfo(info)) throw new Error('回复无法识别 · an answer that is not understood');
  return info;
}

function isArchiveInfo(info: unknown): info is ArchiveInfo {
  return (
    typeof info === 'object' &&
    info !== null &&
    'archiveUrl' in info &&
    typeof info.archiveUrl === 'string' &&
    'fileToExtract' in info &&
    typeof info.fileToExtract === 'string'
  );
}

function thisMachine(): Readonly<Record<string, string>> {
  const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch as string];
  if (arch === undefined)
    throw new Error(`没有适用于 ${process.arch} 的版本 · none for this machine`);
  return { arch, platform: process.platform === 'win32' ? 'windows' : process.platform };
}

/** The limit is for the answer to begin; what follows is watched by the caller. */
async function request(url: string, signal: AbortSignal): Promise<Response> {
  const tooLate = new AbortController();
  const timer = setTimeout(() => tooLate.abort(), answerMs);
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, tooLate.signal]) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response;
  } catch (error) {
    throw new Error(`连不上 · cannot be reached (${reasonOf(error, tooLate.signal)})`, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(error: unknown, tooLate: AbortSignal): string {
  if (tooLate.aborted) return `${answerMs / 1000} s 内无回复 · no answer`;
  if (!(error instanceof Error)) return String(error);
  // fetch says only "fetch failed"; the cause has the host and the reason.
  return error.cause instanceof Error ? error.cause.message : error.message;
}

async function fetchTo(
  file: string,
  url: string,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const silent = new AbortController();
  const watch = setTimeout(() => silent.abort(), silenceMs);
  const response = await request(url, AbortSignal.any([signal, silent.signal]));
  if (response.body === null) throw new Error('空文件 · an empty answer');
  const totalBytes = Number(response.headers.get('content-length') ?? 0);
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      watch.refresh();
      done(null, chunk);
    },
  });
  try {
    await tellWhile(
      reportEveryMs,
      () => report(megabytes(bytes, totalBytes)),
      async () => {
        // The DOM's and Node's types of the same stream object differ.
        const body = response.body as ReadableStream<Uint8Array>;
        await pipeline(body, counter, createWriteStream(file), { signal: silent.signal });
      },
    );
  } catch (error) {
    const stuck = `传输中断 · the transfer stood still at ${megabytes(bytes, totalBytes)}`;
    throw silent.signal.aborted ? new Error(stuck) : error;
  } finally {
    clearTimeout(watch);
  }
}

function megabytes(bytes: number, totalBytes: number): string {
  const done = (bytes / 1e6).toFixed(1);
  return totalBytes > 0 ? `${done} / ${(totalBytes / 1e6).toFixed(1)} MB` : `${done} MB`;
}
