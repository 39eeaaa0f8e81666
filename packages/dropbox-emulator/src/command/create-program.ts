import { Command, InvalidArgumentError, Option } from 'commander';
import type { CommandOptions } from './command-options.ts';

/** The command line of the emulator. */
export function createProgram(
  run: (client: readonly string[], options: CommandOptions) => Promise<void>,
): Command {
  return new Command('dropbox-emulator')
    .description('Serves the Dropbox API on this machine, for tests and development.')
    .argument('[client...]', 'a program to run with it, which finds it by its environment')
    .passThroughOptions()
    .option('--port <number>', 'port on 127.0.0.1; 0 takes a free one', portNumber, 0)
    .option('--state <folder>', 'keep all state in this folder instead of memory')
    .option('--seed-from <folder>', 'start with what is in this folder of this machine')
    .option('--access-token <text>', 'text of the access token (default: random)')
    .option('--token-lifetime <seconds>', 'let the access token expire (default: never)', seconds)
    .option('--app-key <key>', 'key of the app (default: random)')
    .option('--app-secret <secret>', 'secret of the app (default: random)')
    .addOption(
      new Option('--consent <answer>', 'what the authorize page does')
        .choices(['ask', 'allow', 'deny'])
        .default('ask'),
    )
    .addOption(
      new Option('--wire-style <style>', 'form of the answers: late 2026 or before')
        .choices(['compact', 'classic'])
        .default('compact'),
    )
    .option('--https', 'show an https address; the port takes both either way', false)
    .option('--certificate <file>', 'certificate for HTTPS (default: one is made)')
    .option('--key <file>', 'key of that certificate')
    .option('--ca-file <file>', 'where to write the authority that clients have to trust')
    .option('--request-log <file>', 'add a line of JSON to this file for each request')
    .option('--print-env', 'print variables for clients as shell exports', false)
    .action(run);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  }
  return port;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('A lifetime is a number of seconds above 0.');
  return value;
}
