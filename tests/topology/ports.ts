import { isPortFree } from '../../src/setup/ports.js';

/** Above this the system gives ports to outgoing connections, of which one might sit on ours just then. */
const BELOW = 32_768;
const FROM = 20_000;

/** So many ports in a row on which nobody listens now. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const bases = Math.floor((BELOW - FROM) / count);
  const first = process.pid % bases;
  for (let n = 0; n < bases; n += 1) {
    const base = FROM + ((first + n) % bases) * count;
    const ports = Array.from({ length: count }, (_, at) => base + at);
    const free = await Promise.all(ports.map(isPortFree));
    if (free.every(Boolean)) return ports;
  }
  throw new Error(`no ${count} free ports in a row from ${FROM} to ${BELOW}`);
}
