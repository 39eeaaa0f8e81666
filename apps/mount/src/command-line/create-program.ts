import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { demoCommand } from '../commands/demo.ts';
import { mountCommand, stores } from '../commands/mount.ts';
import { statusCommand } from '../commands/status.ts';
import { unmountCommand } from '../commands/unmount.ts';
import { tokenVariable } from '../store/read-access-token.ts';
import { createLog, type LogLevel, logLevels } from './create-log.ts';
import { type ExitReason, exitCodes } from './exit-code.ts';

interface GlobalOptions {
  readonly logLevel: LogLevel;
}

interface MountFlags extends GlobalOptions {
  readonly account: string;
  readonly tokenFile?: string;
  readonly baseUrl?: string;
  readonly allowOther?: true;
  readonly cacheLimit?: number;
  readonly drainTimeout: number;
}

const introduction = `Your Dropbox as an ordinary folder: every file is there, and only what you open is downloaded.

To see it work, without an account:   mooring demo
To mount your own Dropbox:            mooring mount dropbox ~/Dropbox`;

const details = `
Environment:
  ${tokenVariable}   access token for Dropbox
  MOORING_DROPBOX_URL     another server that speaks the Dropbox API

Exit codes:
${Object.entries(exitCodes)
  .map(([reason, code]) => `  ${code}  ${reason}`)
  .join('\n')}`;

/** The command line. `finish` gets what the command that runs comes to. */
export function createProgram(finish: (reason: ExitReason) => void): Command {
  const program = new Command('mooring')
    .description(introduction)
    .addOption(
      new Option('--log-level <level>', 'how much to log, to standard error')
        .choices(logLevels)
        .default('warn'),
    )
    .addHelpText('after', details)
    .showHelpAfterError('(mooring --help tells more)')
    .exitOverride();

  program
    .command('demo')
    .description('try it: a sample account on this machine, mounted; needs no sign-in')
    .option('--tour', 'show by itself what the mount can do, check it, and end')
    .action(async (_options, command: Command) => {
      const { tour, logLevel } = command.optsWithGlobals<
        GlobalOptions & { readonly tour?: true }
      >();
      finish(await demoCommand({ tour: tour === true, log: createLog(logLevel) }));
    });

  program
    .command('mount')
    .description('mount a store at an empty folder, until Ctrl-C or `mooring unmount`')
    .addArgument(
      new Argument('<store>', 'what to mount; memory is an empty store to try things on').choices(
        stores,
      ),
    )
    .argument('<folder>', 'an empty folder')
    .option('--account <name>', 'name of the account on this machine, for more than one', 'default')
    .option('--token-file <file>', `file with the access token, instead of ${tokenVariable}`)
    .addOption(
      new Option('--base-url <url>', 'another server that speaks the Dropbox API')
        .env('MOORING_DROPBOX_URL')
        .argParser(parseUrl),
    )
    .option('--allow-other', 'let other users of this machine use the folder')
    .option('--cache-limit <MB>', 'most content to keep on disk', parseNumber)
    .option('--drain-timeout <seconds>', 'how long to upload after unmounting', parseNumber, 60)
    .action(async (store, folder, _options, command: Command) => {
      const flags = command.optsWithGlobals<MountFlags>();
      const reason = await mountCommand({
        store,
        folder,
        account: flags.account,
        tokenFile: flags.tokenFile,
        baseUrl: flags.baseUrl,
        allowOther: flags.allowOther === true,
        cacheLimitBytes: flags.cacheLimit === undefined ? undefined : flags.cacheLimit * 1_000_000,
        drainTimeoutMs: flags.drainTimeout * 1000,
        log: createLog(flags.logLevel),
      });
      finish(reason);
    });

  program
    .command('unmount')
    .description('unmount a folder, and upload what is left')
    .argument('<folder>', 'where it is mounted')
    .action(async (folder: string) => finish(await unmountCommand(folder)));

  program
    .command('status')
    .description('show what is mounted, and what is still to be uploaded')
    .option('--json', 'for programs')
    .action(async ({ json }: { readonly json?: true }) => {
      finish(await statusCommand({ json: json === true }));
    });

  return program;
}

function parseNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number) || number < 0) {
    throw new InvalidArgumentError('It has to be a number, 0 or more.');
  }
  return number;
}

function parseUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError('It has to be an address such as http://127.0.0.1:8080');
  }
  return text;
}
