import type { CliContext, UpOptions } from '../../src/cli/context.js';
import { runCli } from '../../src/cli/program.js';
import type { Service } from '../../src/service/service.js';
import { at, season } from './a-season.js';

/** A command that was sent to a unit. */
export interface Sent {
  readonly season: string;
  readonly unit: string;
  readonly name: string;
  readonly message: unknown;
}

/** A service with one running season that takes down what is sent to it, and answers "done". */
export function fakeService(parts: Partial<Service> = {}) {
  const sent: Sent[] = [];
  const service: Partial<Service> = {
    seasons: async () => [season],
    act: async (of, unit, name, message) => {
      sent.push({ season: of, unit, name, message });
      return { at: at('2027-06-13', '22:03') };
    },
    ...parts,
  };
  // What a test does not give, the command under test must not call: it would throw.
  return { service: service as Service, sent };
}

/** Runs a command line as in a terminal; the time is 22:03 on 13 June. */
export function terminal(
  service: Service = fakeService().service,
  changes: Partial<CliContext> = {},
) {
  const upped: UpOptions[] = [];
  let opened = 0;
  let closed = 0;
  const run = async (...argv: string[]) => {
    const out: string[] = [];
    const err: string[] = [];
    const code = await runCli(
      {
        async open() {
          opened += 1;
          return { service, close: async () => void (closed += 1) };
        },
        async up(options) {
          upped.push(options);
          return 0;
        },
        out: (line) => void out.push(line),
        err: (line) => void err.push(line),
        env: {},
        now: () => at('2027-06-13', '22:03'),
        isTty: false,
        columns: 80,
        ...changes,
      },
      argv,
    );
    return {
      code,
      out: out.join('\n'),
      err: err.join('\n'),
      json: () => JSON.parse(out.join('\n')),
    };
  };
  return { run, upped, isBalanced: () => opened === closed };
}
