import type { Account } from '../account/account.ts';
import { htmlType } from '../html/page.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Service } from '../service/service.ts';
import {
  AuthorizationRefused,
  type AuthorizationRequest,
  parseAuthorizationRequest,
} from './authorization-request.ts';
import { codePage, consentPage, messagePage } from './consent-page.ts';
import { accessTokenLifetime } from './token-endpoint.ts';

const maxFormSize = 64 * 1024;

/** Parameters of the form that are not the app's. */
const formFields = ['account', 'decision'] as const;

/** The authorize page of RFC 6749 section 3.1: asks on GET, takes the answer by POST. */
export async function serveAuthorizeEndpoint(service: Service, exchange: Exchange): Promise<void> {
  try {
    if (exchange.method === 'POST') return await takeDecision(service, exchange);
    const parameters = exchange.target.query;
    const request = parseAuthorizationRequest(service, parameters);
    const accounts = accountsFor(service, request);
    const [first] = accounts;
    const { consent } = service.behaviour;
    if (first === undefined) throw new AuthorizationRefused('No account fits this request.');
    if (consent === 'ask') {
      exchange.send(200, htmlType, consentPage(request, accounts, parameters));
      return;
    }
    conclude(service, exchange, request, consent === 'allow' ? first : undefined);
  } catch (error) {
    if (!(error instanceof AuthorizationRefused)) throw error;
    exchange.send(400, htmlType, messagePage('Error (400)', error.message));
  }
}

async function takeDecision(service: Service, exchange: Exchange): Promise<void> {
  const body = await exchange.read(maxFormSize);
  const form = new URLSearchParams(body?.toString());
  const chosen = form.get('account');
  const isAllowed = form.get('decision') === 'allow';
  for (const field of formFields) form.delete(field);
  const request = parseAuthorizationRequest(service, form);
  const account = accountsFor(service, request).find(({ id }) => id === chosen);
  if (isAllowed && account === undefined) {
    throw new AuthorizationRefused('Choose an account of this emulator.');
  }
  conclude(service, exchange, request, isAllowed ? account : undefined);
}

function accountsFor(service: Service, { role }: AuthorizationRequest): readonly Account[] {
  const accounts = service.accounts.list().filter(({ isSuspended }) => !isSuspended);
  if (role === undefined) return accounts;
  return accounts.filter(({ membership }) => (membership !== undefined) === (role === 'work'));
}

/** Sends the user back to the app. Without an account the answer was no. */
function conclude(
  service: Service,
  exchange: Exchange,
  request: AuthorizationRequest,
  account: Account | undefined,
): void {
  const { redirectUri } = request;
  if (redirectUri !== undefined) {
    const answer = account === undefined ? denial : approval(service, request, account);
    redirect(exchange, request, redirectUri, answer);
  } else if (account === undefined) {
    exchange.send(200, htmlType, messagePage('Access denied', 'The app gets no access.'));
  } else {
    exchange.send(200, htmlType, codePage(codeFor(service, request, account)));
  }
}

const denial = {
  error: 'access_denied',
  error_description: 'The user chose not to give your app access to their Dropbox account.',
} as const;

type Answer = Readonly<Record<string, string>>;

function approval(service: Service, request: AuthorizationRequest, account: Account): Answer {
  return request.responseType === 'token'
    ? tokenAnswer(service, request, account)
    : { code: codeFor(service, request, account) };
}

function codeFor(service: Service, request: AuthorizationRequest, account: Account): string {
  return service.codes.issue({
    app: request.app.id,
    account: account.id,
    scopes: scopesFor(service, request, account),
    isOffline: request.isOffline,
    redirectUri: request.redirectUri,
    challenge: request.challenge,
  });
}

function scopesFor(
  service: Service,
  request: AuthorizationRequest,
  account: Account,
): AuthorizationRequest['scopes'] {
  if (!request.includesGranted) return request.scopes;
  const granted = service.tokens.grantedScopes(request.app.id, account.id);
  return [...new Set([...request.scopes, ...granted])];
}

function tokenAnswer(service: Service, request: AuthorizationRequest, account: Account): Answer {
  const scopes = scopesFor(service, request, account);
  const { token } = service.tokens.issue({
    app: request.app.id,
    bearer: { kind: 'account', account: account.id },
    scopes,
    expiresIn: accessTokenLifetime,
  });
  return {
    access_token: token,
    token_type: 'bearer',
    expires_in: String(accessTokenLifetime),
    scope: scopes.join(' '),
    uid: String(account.uid),
    account_id: account.id,
  };
}

/** Tokens go into the fragment, which browsers do not send on; everything else goes into the query. */
function redirect(
  exchange: Exchange,
  { responseType, state }: AuthorizationRequest,
  redirectUri: string,
  answer: Answer,
): void {
  const url = new URL(redirectUri);
  const fields = { ...answer, ...(state === undefined ? {} : { state }) };
  if (responseType === 'token') {
    url.hash = new URLSearchParams(fields).toString();
  } else {
    for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  }
  exchange.send(302, { Location: url.href }, '');
}
