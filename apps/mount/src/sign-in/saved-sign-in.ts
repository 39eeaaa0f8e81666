import {
  type AccessTokenSource,
  type DropboxApp,
  openTokenStore,
  type SignedIn,
  signIn,
  type TokenStore,
} from '@mooring/dropbox';
import { UserError } from '../command-line/user-error.ts';
import type { Log } from '../log.ts';
import type { UserFolders } from '../settings/user-folders.ts';

export interface SignInPlace {
  /** The name of the account on this machine. */
  readonly account: string;
  readonly folders: UserFolders;
  readonly log: Log;
}

/** Where the sign-in of an account is kept: the keyring of the desktop, or a file that only the user may read. */
export function openSignInStore({ account, folders, log }: SignInPlace): Promise<TokenStore> {
  return openTokenStore({
    name: account,
    folder: folders.config,
    onNotice: (line) => log.info(line),
  });
}

/** The app that a saved sign-in belongs to; undefined where nothing is saved. */
export async function savedApp(store: TokenStore): Promise<DropboxApp | undefined> {
  const saved = await store.load();
  return saved === undefined
    ? undefined
    : { key: saved.appKey, secret: process.env['DROPBOX_APP_SECRET'] };
}

export interface SavedTokensOptions extends SignInPlace {
  readonly baseUrl?: string | undefined;
}

/**
 * The access tokens of a saved sign-in. The service is not asked before the first token is needed, so that a mount
 * starts without the network.
 *
 * @throws UserError `sign-in-needed` where nothing is saved
 */
export async function savedTokens(options: SavedTokensOptions): Promise<AccessTokenSource> {
  const { account, baseUrl, log } = options;
  const store = await openSignInStore(options);
  const app = await savedApp(store);
  if (app === undefined) {
    const name = account === 'default' ? '' : ` --account ${account}`;
    throw new UserError('sign-in-needed', `You are not signed in. Sign in: mooring sign-in${name}`);
  }
  let entering: Promise<SignedIn> | undefined;
  const enter = () => {
    entering ??= signIn({ app, store, baseUrl, onNotice: (line) => log.warn(line) });
    // What fails is tried again at the next request.
    entering.catch(() => {
      entering = undefined;
    });
    return entering;
  };
  return {
    accessToken: async (signal) => (await enter()).tokens.accessToken(signal),
    replaceToken: async (refused, signal) => (await enter()).tokens.replaceToken(refused, signal),
  };
}
