#!/usr/bin/env node
// @ts-check
// The command line, runnable in a fresh clone: installs what is missing first.
import { runWithDependencies } from './dependencies.js';

await runWithDependencies('src/main/kaowu.ts', process.argv.slice(2));
