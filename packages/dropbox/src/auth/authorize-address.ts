import type { Scope } from './scope.ts';

export interface AuthorizeRequest {
  readonly appKey: string;
  readonly scopes: readonly Scope[];
  readonly challenge: string;
  /** Where the browser takes the code. Without it, the page shows the code for the user to copy. */
  readonly redirect?: { readonly address: string; readonly state: string } | undefined;
  readonly baseUrl?: string | undefined;
}

/** The page on which the user allows the app to use the account. */
export function authorizeAddress(request: AuthorizeRequest): string {
  const { appKey, scopes, challenge, redirect, baseUrl = 'https://www.dropbox.com' } = request;
  const address = new URL('/oauth2/authorize', baseUrl);
  address.search = new URLSearchParams({
    client_id: appKey,
    response_type: 'code',
    token_access_type: 'offline',
    scope: scopes.join(' '),
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...(redirect === undefined ? {} : { redirect_uri: redirect.address, state: redirect.state }),
  }).toString();
  return address.href;
}
