/** The whole vocabulary of the engine: what is planned, said, done, and how things stand. */
export * from './command.js';
export * from './duty.js';
export * from './event.js';
export * from './progress.js';
