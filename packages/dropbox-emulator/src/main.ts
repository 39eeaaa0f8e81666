#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import { startDropboxEmulator } from './emulator/start-dropbox-emulator.ts';

interface Options {
  readonly port: number;
  readonly state?: string;
}

const program = new Command('dropbox-emulator')
  .description('Serves the Dropbox API on this machine, for tests and development.')
  .option('--port <number>', 'port on 127.0.0.1 (0 takes a free one)', portNumber, 0)
  .option('--state <folder>', 'keep all state in this folder instead of memory')
  .action(run);

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  }
  return port;
}

async function run(options: Options): Promise<void> {
  const emulator = await startDropboxEmulator({ port: options.port, stateFolder: options.state });
  process.stdout.write(
    `Dropbox emulator at ${emulator.url}\n` +
      `access token  ${emulator.account.accessToken}\n` +
      `app key       ${emulator.app.key}\n` +
      `app secret    ${emulator.app.secret}\n`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.close());
  }
}

await program.parseAsync();
