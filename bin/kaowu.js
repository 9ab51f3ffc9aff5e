#!/usr/bin/env node
// @ts-check
// The command line, runnable in a fresh clone: installs what is missing first.
import { runProgram } from './dependencies.js';

await runProgram(process.argv.slice(2));
