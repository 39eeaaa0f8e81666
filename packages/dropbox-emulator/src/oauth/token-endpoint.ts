import { createHash } from 'node:crypto';
import type { App } from '../auth/app.ts';
import { isScope, type Scope } from '../auth/scope.ts';
import type { Exchange } from '../http/exchange.ts';
import type { JsonObject } from '../json/json-value.ts';
import type { Service } from '../service/service.ts';
import type { CodeChallenge } from './authorization-request.ts';
import type { Authorization } from './code-store.ts';

/** Access tokens of sign-ins live for four hours. */
export const accessTokenLifetime: number = 14_400;

const maxFormSize = 64 * 1024;

class GrantRefused extends Error {
  readonly body: JsonObject;

  constructor(error: string, description?: string) {
    super(error);
    this.body = { error, error_description: description };
  }
}

/** Exchanges a grant for an access token: RFC 6749 section 3.2, with the service's own error texts. */
export async function serveTokenEndpoint(service: Service, exchange: Exchange): Promise<void> {
  // The service labels its token answers as script, and clients take them as JSON all the same.
  const headers = { 'Content-Type': 'text/javascript' };
  try {
    if (exchange.method !== 'POST') throw new GrantRefused('invalid_request', 'use POST');
    const parameters = await readParameters(exchange);
    exchange.send(200, headers, JSON.stringify(grant(service, parameters)));
  } catch (error) {
    if (!(error instanceof GrantRefused)) throw error;
    exchange.send(400, { 'Content-Type': 'application/json' }, JSON.stringify(error.body));
  }
}

/** From the query, the form and the Basic credentials alike. */
async function readParameters(exchange: Exchange): Promise<URLSearchParams> {
  const parameters = new URLSearchParams(exchange.target.query);
  const body = await exchange.read(maxFormSize);
  if (body === undefined) throw new GrantRefused('invalid_request', 'request too large');
  for (const [name, value] of new URLSearchParams(body.toString())) parameters.set(name, value);
  const basic = /^Basic (.+)$/i.exec(exchange.header('authorization') ?? '')?.[1];
  if (basic !== undefined) addCredentials(parameters, basic);
  return parameters;
}

/** The service takes one of the two ways at a time, on which clients fail that go both. */
function addCredentials(parameters: URLSearchParams, basic: string): void {
  const names = ['client_id', 'client_secret'] as const;
  for (const name of names) {
    if (parameters.has(name)) throw new GrantRefused('invalid_request', `unknown field "${name}"`);
  }
  const texts = Buffer.from(basic, 'base64').toString().split(':');
  try {
    for (const [index, name] of names.entries()) {
      parameters.set(name, decodeURIComponent(texts[index] ?? ''));
    }
  } catch (error) {
    if (error instanceof URIError) throw invalidClient();
    throw error;
  }
}

function grant(service: Service, parameters: URLSearchParams): JsonObject {
  switch (parameters.get('grant_type')) {
    case 'authorization_code':
      return exchangeCode(service, parameters);
    case 'refresh_token':
      return refresh(service, parameters);
    case null:
      throw new GrantRefused('invalid_request', 'missing required field "grant_type"');
    default:
      throw new GrantRefused('unsupported_grant_type', 'unsupported grant type');
  }
}

function exchangeCode(service: Service, parameters: URLSearchParams): JsonObject {
  const verifier = parameters.get('code_verifier');
  const app = authenticateClient(service, parameters, { secretIsOptional: verifier !== null });
  const code = parameters.get('code');
  if (code === null) throw new GrantRefused('invalid_request', 'missing required field "code"');
  const authorization = service.codes.find(code);
  if (authorization === undefined || authorization.app !== app.id) {
    throw new GrantRefused('invalid_grant', "code doesn't exist or has expired");
  }
  if ((parameters.get('redirect_uri') ?? undefined) !== authorization.redirectUri) {
    throw new GrantRefused('invalid_grant', 'redirect_uri mismatch');
  }
  checkVerifier(authorization.challenge, verifier);
  service.codes.use(code);
  return tokenAnswer(service, authorization);
}

function tokenAnswer(service: Service, authorization: Authorization): JsonObject {
  const { app, account, scopes, isOffline, challenge } = authorization;
  const bearer = { kind: 'account', account } as const;
  const holder = challenge === undefined ? 'confidential' : 'public';
  const refreshToken = isOffline
    ? service.tokens.issueRefreshToken({ app, bearer, scopes, holder }).token
    : undefined;
  const access = service.tokens.issue({
    app,
    bearer,
    scopes,
    expiresIn: accessTokenLifetime,
    refreshToken,
  });
  return {
    uid: String(service.accounts.get(account).uid),
    access_token: access.token,
    expires_in: accessTokenLifetime,
    token_type: 'bearer',
    scope: scopes.join(' '),
    refresh_token: refreshToken,
    account_id: account,
  };
}

/** By RFC 7636 section 4.6. A verifier where none was announced proves nothing, so it is refused too. */
function checkVerifier(challenge: CodeChallenge | undefined, verifier: string | null): void {
  if (challenge === undefined && verifier === null) return;
  const given =
    challenge?.method === 'S256' && verifier !== null
      ? createHash('sha256').update(verifier).digest('base64url')
      : verifier;
  if (challenge?.value !== given) throw new GrantRefused('invalid_grant', 'invalid code verifier');
}

/** The refresh token stays as it is. An app that got it by PKCE, without a secret, needs none here either. */
function refresh(service: Service, parameters: URLSearchParams): JsonObject {
  const app = authenticateClient(service, parameters, { secretIsOptional: true });
  const text = parameters.get('refresh_token');
  if (text === null)
    throw new GrantRefused('invalid_request', 'missing required field "refresh_token"');
  if (!/^[A-Za-z0-9_-]+$/.test(text)) {
    throw new GrantRefused('invalid_grant', 'refresh token is malformed');
  }
  const token = service.tokens.findRefreshToken(text);
  if (token === undefined || token.app !== app.id) {
    throw new GrantRefused('invalid_grant', 'refresh token is invalid or revoked');
  }
  if (token.holder === 'confidential' && parameters.get('client_secret') === null) {
    throw invalidClient();
  }
  const narrowed = narrowScopes(parameters.get('scope'), token.scopes);
  const access = service.tokens.issue({
    app: app.id,
    bearer: token.bearer,
    scopes: narrowed ?? token.scopes,
    expiresIn: accessTokenLifetime,
    refreshToken: text,
  });
  return {
    access_token: access.token,
    token_type: 'bearer',
    expires_in: accessTokenLifetime,
    scope: narrowed?.join(' '),
  };
}

function narrowScopes(
  text: string | null,
  granted: readonly Scope[],
): readonly Scope[] | undefined {
  if (text === null || text === '') return undefined;
  const wanted = text.split(/\s+/);
  const allowed = wanted.filter(isScope).filter((scope) => granted.includes(scope));
  if (allowed.length !== wanted.length) {
    throw new GrantRefused('invalid_scope', 'requested scopes are not a subset of those granted');
  }
  return allowed;
}

function authenticateClient(
  service: Service,
  parameters: URLSearchParams,
  options: { readonly secretIsOptional: boolean },
): App {
  const app = service.apps.findByKey(parameters.get('client_id') ?? '');
  const secret = parameters.get('client_secret');
  const isKnown = secret === null ? options.secretIsOptional : secret === app?.secret;
  if (app === undefined || !isKnown) throw invalidClient();
  return app;
}

function invalidClient(): GrantRefused {
  return new GrantRefused('invalid_client: Invalid client_id or client_secret');
}
