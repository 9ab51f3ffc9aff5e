import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Gives the folder back; may be called again. */
export type Release = () => Promise<void>;

/**
 * Holds a data folder for one process: two would each send every notice. Null when another one holds it.
 * It is held by listening on a socket, which ends with its process however that ends: after a power cut no
 * number of a process can be taken for that of another, and nobody has to remove a file.
 */
export async function holdFolder(dataFolder: string): Promise<Release | null> {
  const path = socketOf(resolve(dataFolder));
  const first = await listen(path);
  if (first) return releaseOf(first);
  if (await isAnswered(path)) return null;
  // Left behind by a process that was killed.
  rmSync(path, { force: true });
  const second = await listen(path);
  return second && releaseOf(second);
}

// A socket's path is short by nature, a folder's is not.
function socketOf(folder: string): string {
  const name = `kaowu-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

function listen(path: string): Promise<Server | null> {
  const server = createServer((socket) => socket.end());
  // It keeps nobody running who has nothing else to do.
  server.unref();
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? done(null) : fail(error),
    );
    server.listen(path, () => done(server));
  });
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path, () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}

const releaseOf =
  (server: Server): Release =>
  () =>
    new Promise((done) => {
      server.close(() => done());
    });
