import { randomBytes } from 'node:crypto';
import { type Clock, StorageError } from '@mooring/core';
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
  const code = await askForCode(authorizeAddress({ appKey: app.key, scopes, challenge, baseUrl }));
  signal?.throwIfAborted();
  return endpoint.exchangeCode(app, { code: code.trim(), verifier }, signal);
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
  await openPage(address);
  const code = await listener.code(signal);
  return endpoint.exchangeCode(app, { code, verifier, redirectAddress }, signal);
}

async function openInBrowser(address: string): Promise<void> {
  const { default: open } = await import('open');
  await open(address);
}

function toSignIn({ app, scopes, clock }: SignInQuestion, grant: TokenGrant): SavedSignIn {
  const { accessToken, refreshToken, expiresIn, accountId = '', scopes: granted } = grant;
  if (refreshToken === undefined) {
    throw new StorageError('internal', 'Dropbox granted a sign-in that cannot be renewed');
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
