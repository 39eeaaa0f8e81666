import type { App } from '../auth/app.ts';
import { isScope, type Scope } from '../auth/scope.ts';
import { withDependencies } from '../auth/scope-dependencies.ts';
import { isLoopbackUrl } from '../loopback/is-loopback-url.ts';
import type { Service } from '../service/service.ts';

/** What an app asks a user for, as checked from the parameters of the authorize page. */
export interface AuthorizationRequest {
  readonly app: App;
  readonly responseType: 'code' | 'token';
  /** Left out for apps that have the user copy the code. */
  readonly redirectUri: string | undefined;
  readonly state: string | undefined;
  readonly isOffline: boolean;
  readonly scopes: readonly Scope[];
  /** Whether what the user granted before is granted again. */
  readonly includesGranted: boolean;
  readonly challenge: CodeChallenge | undefined;
  readonly role: 'personal' | 'work' | undefined;
}

export interface CodeChallenge {
  readonly method: 'S256' | 'plain';
  readonly value: string;
}

/** A request that is not even shown to the user, since it may not come from the app. The message says why. */
export class AuthorizationRefused extends Error {
  override readonly name: 'AuthorizationRefused' = 'AuthorizationRefused';
}

const maxStateLength = 500;

const flags = ['force_reapprove', 'force_reauthentication', 'disable_signup'] as const;

/** @throws AuthorizationRefused */
export function parseAuthorizationRequest(
  service: Service,
  parameters: URLSearchParams,
): AuthorizationRequest {
  const key = parameters.get('client_id');
  if (key === null) throw refuse('Missing client_id.');
  const app = service.apps.findByKey(key);
  if (app === undefined) throw refuse(`Invalid client_id: "${key}".`);
  const responseType = oneOf(parameters, 'response_type', ['code', 'token']);
  if (responseType === undefined) throw refuse('Missing response_type.');
  const redirectUri = parseRedirectUri(app, parameters.get('redirect_uri'));
  if (responseType === 'token' && redirectUri === undefined) {
    throw refuse('Missing redirect_uri, which response_type "token" needs.');
  }
  const state = parameters.get('state') ?? undefined;
  if (Buffer.byteLength(state ?? '') > maxStateLength) {
    throw refuse(`state: must be at most ${maxStateLength} bytes.`);
  }
  for (const flag of flags) oneOf(parameters, flag, ['true', 'false']);
  const accessType = oneOf(parameters, 'token_access_type', ['offline', 'online', 'legacy']);
  return {
    app,
    responseType,
    redirectUri,
    state,
    isOffline: accessType === 'offline',
    scopes: parseScopes(app, parameters.get('scope')),
    includesGranted: oneOf(parameters, 'include_granted_scopes', ['user', 'team']) === 'user',
    challenge: parseChallenge(parameters),
    role: oneOf(parameters, 'require_role', ['personal', 'work']),
  };
}

function parseRedirectUri(app: App, uri: string | null): string | undefined {
  if (uri === null) return undefined;
  const { redirectUris } = app;
  const isAllowed =
    redirectUris === 'any-loopback' ? isLoopbackUrl(uri) : redirectUris.includes(uri);
  if (isAllowed) return uri;
  throw refuse(
    `Invalid redirect_uri: "${uri}". It must exactly match one of the pre-configured URIs.`,
  );
}

function parseScopes(app: App, text: string | null): readonly Scope[] {
  if (text === null) return app.scopes;
  const names = text.split(/\s+/).filter((name) => name !== '');
  if (names.length === 0) throw refuse('"scope": must not be empty.');
  if (app.scopes.length === 0) {
    throw refuse(`"scope": must be at most 0 characters, got ${text.length}`);
  }
  const asked = names.map((name) => {
    if (!isScope(name)) throw refuse(`"scope": "${name}" is no valid scope.`);
    if (!app.scopes.includes(name)) throw refuse(`"scope": the app does not have "${name}".`);
    return name;
  });
  return withDependencies(asked, app.scopes);
}

function parseChallenge(parameters: URLSearchParams): CodeChallenge | undefined {
  const value = parameters.get('code_challenge');
  const method = oneOf(parameters, 'code_challenge_method', ['S256', 'plain']);
  if (value === null) {
    if (method !== undefined) throw refuse('Missing code_challenge.');
    return undefined;
  }
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(value)) throw refuse('Invalid code_challenge.');
  return { method: method ?? 'plain', value };
}

function oneOf<Value extends string>(
  parameters: URLSearchParams,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const text = parameters.get(name);
  if (text === null) return undefined;
  const value = values.find((candidate) => candidate === text);
  if (value === undefined) throw refuse(`Invalid ${name}: "${text}".`);
  return value;
}

function refuse(message: string): AuthorizationRefused {
  return new AuthorizationRefused(message);
}
