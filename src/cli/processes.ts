import type { Command } from 'commander';
import type { Desk } from './desk.js';
import { leaf } from './leaf.js';

/** `api` and `worker`: one piece of the service as a process of its own; what they do is the context's. */
export function processCommands(program: Command, desk: Desk): void {
  const { command } = desk.t.config;
  leaf(program, 'api', command.api, desk).action(async () => {
    desk.exitCode = await desk.context.api(desk.lang);
  });
  leaf(program, 'worker', command.worker, desk).action(async () => {
    desk.exitCode = await desk.context.worker(desk.lang);
  });
}
