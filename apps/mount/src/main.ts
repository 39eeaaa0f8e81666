#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { runCommandLine } from './command-line/run-command-line.ts';

// Not by an empty event loop: the binding's threads and idle connections would keep the process.
process.exit(await runCommandLine(process.argv.slice(2)));
