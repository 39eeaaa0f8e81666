import { createInterface } from 'node:readline/promises';
import { findDropboxApp, type SignInFlow, signIn } from '@mooring/dropbox';
import type { ExitReason } from '../command-line/exit-code.ts';
import { UserError } from '../command-line/user-error.ts';
import type { Log } from '../log.ts';
import { checkAccountName } from '../settings/account-name.ts';
import { userFolders } from '../settings/user-folders.ts';
import { openSignInStore, savedApp } from '../sign-in/saved-sign-in.ts';
import { accountLabel } from '../store/account-label.ts';
import { createTerminal, type Terminal } from '../terminal/terminal.ts';

export interface SignInCommandOptions {
  /** The name of the account on this machine. */
  readonly account: string;
  /** The key of the Dropbox app in whose name to sign in. */
  readonly appKey?: string | undefined;
  /** Through the browser of this desktop, instead of a code that the user copies. */
  readonly browser: boolean;
  readonly baseUrl?: string | undefined;
  readonly log: Log;
}

/** Signs in to Dropbox and keeps the sign-in. One that is kept already and still good is not asked for again. */
export async function signInCommand(options: SignInCommandOptions): Promise<ExitReason> {
  const { appKey, baseUrl, browser } = options;
  const account = checkAccountName(options.account);
  const terminal = createTerminal();
  const store = await openSignInStore({ ...options, folders: userFolders() });
  const known = appKey === undefined ? await savedApp(store) : undefined;
  const signedIn = await signIn({
    app: known ?? (await findDropboxApp({ key: appKey })),
    store,
    flow: browser ? browserFlow(terminal) : codeFlow(terminal),
    baseUrl,
    onNotice: (line) => terminal.line(line),
  });
  terminal.line(`Signed in as ${accountLabel(signedIn.account)}; kept in ${store.place}.`);
  const name = account === 'default' ? '' : ` --account ${account}`;
  terminal.line(`Mount it at an empty folder: mooring mount dropbox ~/Dropbox${name}`);
  return 'success';
}

function codeFlow(terminal: Terminal): SignInFlow {
  return {
    kind: 'code',
    async askForCode(address) {
      terminal.line('Open this page, allow the access, and copy the code that it shows:');
      terminal.line(`\n  ${address}\n`);
      return askLine('Code: ');
    },
  };
}

function browserFlow(terminal: Terminal): SignInFlow {
  return {
    kind: 'browser',
    onAddress(address) {
      terminal.line('Allow the access in your browser. If no page opens, open it yourself:');
      terminal.line(`\n  ${address}\n`);
    },
  };
}

async function askLine(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const closed = new Promise<never>((_, reject) => {
    lines.once('close', () => {
      reject(new UserError('sign-in-needed', 'No code was entered, so you are not signed in.'));
    });
  });
  const answer = await Promise.race([lines.question(question), closed]);
  lines.close();
  return answer;
}
