#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { describeFailure } from './command-line/describe-failure.ts';
import { exitCodes } from './command-line/exit-code.ts';
import { runCommandLine } from './command-line/run-command-line.ts';

// A terminal or pipe that is gone is no reason to stop in the middle of an upload.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

// A mistake of this program. The watchdog takes the mount away, and what is written is safe in the journal.
process.on('uncaughtException', (error) => {
  process.stderr.write(`mooring: ${describeFailure(error).line}\n`);
  process.exit(exitCodes.failure);
});

// Not by an empty event loop: the binding's threads and idle connections would keep the process.
process.exit(await runCommandLine(process.argv.slice(2)));
