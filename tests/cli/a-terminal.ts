import type { CliContext, UpOptions } from '../../src/cli/context.js';
import { runCli } from '../../src/cli/program.js';
import type { Http } from '../../src/cli/http.js';
import type { Port } from '../../src/service/port.js';
import { at, season } from './a-season.js';

/** A command that was sent to a unit. */
interface Sent {
  readonly season: string;
  readonly unit: string;
  readonly name: string;
  readonly message: unknown;
}

/** A service with one running season that takes down what is sent to it, and answers "done". */
export function fakeService(parts: Partial<Port> = {}) {
  const sent: Sent[] = [];
  const service: Partial<Port> = {
    seasons: async () => [season],
    act: async (of, unit, name, message) => {
      sent.push({ season: of, unit, name, message });
      return { at: at('2027-06-13', '22:03') };
    },
    ...parts,
  };
  // What a test does not give, the command under test must not call: it would throw.
  return { service: service as Port, sent };
}

/** Nothing that these commands may use. */
const noHttp = {} as Http;

/** The world of a command, off a terminal; the time is 22:03 on 13 June. */
export const contextOf = (changes: Partial<CliContext> = {}): CliContext => ({
  open: () => Promise.reject(new Error('no service here')),
  up: async () => 0,
  api: async () => 0,
  worker: async () => 0,
  keys: async () => {
    throw new Error('no keys here');
  },
  operations: async () => {
    throw new Error('no machine here');
  },
  out: () => {},
  err: () => {},
  env: {},
  now: () => at('2027-06-13', '22:03'),
  isTty: false,
  columns: 80,
  ...changes,
});

/** Runs command lines against a service, and keeps what they print. */
export function terminal(service: Port = fakeService().service, changes: Partial<CliContext> = {}) {
  const upped: UpOptions[] = [];
  let opened = 0;
  let closed = 0;
  const run = async (...argv: string[]) => {
    const out: string[] = [];
    const err: string[] = [];
    const context = contextOf({
      async open() {
        opened += 1;
        return { service, http: noHttp, close: async () => void (closed += 1) };
      },
      async up(options) {
        upped.push(options);
        return 0;
      },
      out: (line) => void out.push(line),
      err: (line) => void err.push(line),
      ...changes,
    });
    const code = await runCli(context, argv);
    const json = () => JSON.parse(out.join('\n'));
    return { code, out: out.join('\n'), err: err.join('\n'), json };
  };
  return { run, upped, isBalanced: () => opened === closed };
}
