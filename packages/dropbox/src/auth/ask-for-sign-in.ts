import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type Clock, StorageError, type StorageErrorCode } from '@mooring/core';
import { unlessAborted } from '../client/unless-aborted.ts';
import { authorizeAddress } from './authorize-address.ts';
import type { DropboxApp } from './dropbox-app.ts';
import { createPkce } from './pkce.ts';
import { listenForRedirect } from './redirect-listener.ts';
import type { SavedSignIn } from './saved-sign-in.ts';
import type { Scope } from './scope.ts';
import { defaultRedirectAddress, type SignInFlow } from './sign-in-flow.ts';
import type { TokenEndpoint, TokenGrant } from './token-endpoint.ts';

export interface SignInQuestion {
  readonly app: DropboxApp;
  readonly scopes: readonly Scope[];
  readonly flow: SignInFlow;
  readonly endpoint: TokenEndpoint;
  readonly clock: Clock;
  readonly baseUrl: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Has the user allow the app to use the account, and redeems what the user brings back. */
export async function askForSignIn(question: SignInQuestion): Promise<SavedSignIn> {
  const { flow } = question;
  const grant = await (flow.kind === 'code' ? byCode(question, flow) : byBrowser(question, flow));
  return toSignIn(question, grant);
}

async function byCode(
  { app, scopes, endpoint, baseUrl, signal }: SignInQuestion,
  { askForCode }: Extract<SignInFlow, { kind: 'code' }>,
): Promise<TokenGrant> {
  const { verifier, challenge } = createPkce();
  const address = authorizeAddress({ appKey: app.key, scopes, challenge, baseUrl });
  const code = (await unlessAborted(askForCode(address), signal)).trim();
  if (code === '') throw failure('unauthenticated', 'no code was entered; sign in again');
  return endpoint.exchangeCode(app, { code, verifier }, signal);
}

async function byBrowser(
  { app, scopes, endpoint, baseUrl, signal }: SignInQuestion,
  flow: Extract<SignInFlow, { kind: 'browser' }>,
): Promise<TokenGrant> {
  const { onAddress, openPage = openInBrowser, redirectAddress = defaultRedirectAddress } = flow;
  const { verifier, challenge } = createPkce();
  const state = randomBytes(24).toString('base64url');
  await using listener = await listenForRedirect(redirectAddress, state);
  const redirect = { address: redirectAddress, state };
  const address = authorizeAddress({ appKey: app.key, scopes, challenge, redirect, baseUrl });
  onAddress?.(address);
  const noBrowser = openPage(address).then(
    () => never,
    (error: unknown) => {
      // A user who was shown the address can go there in a browser of another desktop.
      if (onAddress !== undefined) return never;
      const reason = error instanceof Error ? error.message : String(error);
      const text = `no browser could be opened (${reason}); use the sign-in with a code`;
      throw failure('unavailable', text, error);
    },
  );
  const code = await Promise.race([listener.code(signal), noBrowser]);
  return endpoint.exchangeCode(app, { code, verifier, redirectAddress }, signal);
}

const never = new Promise<never>(() => undefined);

/** Fails when no browser could be found. May take as long as the browser runs. */
async function openInBrowser(address: string): Promise<void> {
  const { default: open } = await import('open');
  const opener = await open(address);
  // It is started in any case, and says only by its exit code that it has found no browser.
  const [code] = await once(opener, 'exit');
  if (typeof code === 'number' && code !== 0) throw new Error(`the opener ended with code ${code}`);
}

function toSignIn({ app, scopes, clock }: SignInQuestion, grant: TokenGrant): SavedSignIn {
  const { accessToken, refreshToken, expiresIn, accountId = '', scopes: granted } = grant;
  if (refreshToken === undefined) {
    throw failure('internal', 'Dropbox granted a sign-in that cannot be renewed');
  }
  return {
    appKey: app.key,
    accountId,
    scopes: granted ?? scopes,
    refreshToken,
    accessToken,
    expiresAt: clock.now() + expiresIn * 1000,
  };
}

function failure(code: StorageErrorCode, message: string, cause?: unknown): StorageError {
  const details = { provider: 'dropbox' };
  return new StorageError(code, message, { details, retryable: false, cause });
}
