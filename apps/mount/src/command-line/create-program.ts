import { createRequire } from 'node:module';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { demoCommand } from '../commands/demo.ts';
import { mountCommand, stores } from '../commands/mount.ts';
import { signInCommand } from '../commands/sign-in.ts';
import { signOutCommand } from '../commands/sign-out.ts';
import { statusCommand } from '../commands/status.ts';
import { unmountCommand } from '../commands/unmount.ts';
import { tokenVariable } from '../store/read-access-token.ts';
import { createLog, type LogLevel, logLevels } from './create-log.ts';
import { type ExitReason, exitCodes, exitMeanings, exitReasons } from './exit-code.ts';

interface GlobalOptions {
  readonly logLevel: LogLevel;
}

interface AccountFlags extends GlobalOptions {
  readonly account: string;
  readonly baseUrl?: string;
}

interface SignInFlags extends AccountFlags {
  readonly appKey?: string;
  readonly browser?: true;
}

interface MountFlags extends AccountFlags {
  readonly tokenFile?: string;
  readonly allowOther?: true;
  readonly cacheLimit: number;
  readonly drainTimeout: number;
}

const introduction = `Your Dropbox as an ordinary folder: every file is there, and only what you open is downloaded.

To see it work, without an account:   mooring demo
To mount your own Dropbox:            mooring sign-in
                                      mkdir ~/Dropbox
                                      mooring mount dropbox ~/Dropbox`;

const details = `
Environment:
  DROPBOX_APP_KEY         key of the Dropbox app in whose name to sign in; also read from .env
  ${tokenVariable}   an access token to use instead of the sign-in
  MOORING_DROPBOX_URL     as --base-url

Exit codes:
${exitReasons.map((reason) => `  ${exitCodes[reason]}  ${exitMeanings[reason]}`).join('\n')}`;

const { version } = createRequire(import.meta.url)('../../package.json') as {
  readonly version: string;
};

/** The command line. `finish` gets what the command that runs comes to. */
export function createProgram(finish: (reason: ExitReason) => void): Command {
  const program = new Command('mooring')
    .description(introduction)
    .version(version, '--version', 'show the version')
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
    .command('sign-in')
    .description('sign in to Dropbox; the sign-in is kept')
    .addOption(accountOption())
    .addOption(baseUrlOption())
    .option('--app-key <key>', 'key of the Dropbox app, instead of DROPBOX_APP_KEY')
    .option('--browser', 'through the browser of this desktop, without a code to copy')
    .action(async (_options, command: Command) => {
      const flags = command.optsWithGlobals<SignInFlags>();
      const { account, appKey, baseUrl, browser, logLevel } = flags;
      const log = createLog(logLevel);
      finish(await signInCommand({ account, appKey, baseUrl, browser: browser === true, log }));
    });

  program
    .command('sign-out')
    .description('make Dropbox and this machine forget a sign-in')
    .addOption(accountOption())
    .addOption(baseUrlOption())
    .action(async (_options, command: Command) => {
      const { account, baseUrl, logLevel } = command.optsWithGlobals<AccountFlags>();
      finish(await signOutCommand({ account, baseUrl, log: createLog(logLevel) }));
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
    .addOption(accountOption())
    .addOption(baseUrlOption())
    .option('--token-file <file>', 'file with an access token to use instead of the sign-in')
    .option('--allow-other', 'let other users of this machine use the folder')
    .option('--cache-limit <MB>', 'most content to keep on disk', parseNumber, 10_000)
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
        cacheLimitBytes: flags.cacheLimit * 1_000_000,
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

  for (const command of program.commands) {
    command.showHelpAfterError(`(mooring ${command.name()} --help tells more)`);
  }
  return program;
}

function accountOption(): Option {
  return new Option(
    '--account <name>',
    'name of the account on this machine, for more than one',
  ).default('default');
}

function baseUrlOption(): Option {
  return new Option('--base-url <url>', 'another server that speaks the Dropbox API')
    .env('MOORING_DROPBOX_URL')
    .argParser(parseUrl);
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
