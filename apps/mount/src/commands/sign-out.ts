import { signOut } from '@mooring/dropbox';
import type { ExitReason } from '../command-line/exit-code.ts';
import type { Log } from '../log.ts';
import { checkAccountName } from '../settings/account-name.ts';
import { userFolders } from '../settings/user-folders.ts';
import { openSignInStore, savedApp } from '../sign-in/saved-sign-in.ts';
import { createTerminal } from '../terminal/terminal.ts';

export interface SignOutCommandOptions {
  /** The name of the account on this machine. */
  readonly account: string;
  readonly baseUrl?: string | undefined;
  readonly log: Log;
}

/** Makes the service forget the sign-in, and then this machine. Files that are kept here stay. */
export async function signOutCommand(options: SignOutCommandOptions): Promise<ExitReason> {
  checkAccountName(options.account);
  const terminal = createTerminal();
  const store = await openSignInStore({ ...options, folders: userFolders() });
  const app = await savedApp(store);
  if (app === undefined) {
    terminal.line('You are not signed in.');
    return 'success';
  }
  await signOut({ app, store, baseUrl: options.baseUrl });
  terminal.line('Signed out.');
  return 'success';
}
