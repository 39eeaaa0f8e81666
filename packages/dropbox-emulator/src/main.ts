#!/usr/bin/env node
import { CommandFailed } from './command/command-failed.ts';
import { createProgram } from './command/create-program.ts';
import { runClient } from './command/run-client.ts';
import { runEmulator } from './command/run-emulator.ts';

const program = createProgram(async ([client, ...args], options) => {
  const { environment, stop } = await runEmulator(options, {
    // With a client, the output is the client's.
    result: (text) => client === undefined && process.stdout.write(text),
    message: (text) => process.stderr.write(`${text}\n`),
  });
  if (client === undefined) {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
    return;
  }
  try {
    process.exitCode = await runClient([client, ...args], environment);
  } finally {
    await stop();
  }
});

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  process.stderr.write(`dropbox-emulator: ${error.message}\n`);
  process.exitCode = 1;
}
