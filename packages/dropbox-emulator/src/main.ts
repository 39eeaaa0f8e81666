#!/usr/bin/env node
import { CommandFailed } from './command/command-failed.ts';
import { createProgram } from './command/create-program.ts';
import { runEmulator } from './command/run-emulator.ts';

const program = createProgram(async (options) => {
  const stop = await runEmulator(options, {
    result: (text) => process.stdout.write(text),
    message: (text) => process.stderr.write(`${text}\n`),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
});

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  process.stderr.write(`dropbox-emulator: ${error.message}\n`);
  process.exitCode = 1;
}
