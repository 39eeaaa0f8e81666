import { StorageError, type StorageErrorCode } from '@mooring/core';
import type { Fetch, HttpAnswer } from '../client/http-transport.ts';
import { parseRetryAfter } from '../error/retry-after.ts';
import type { DropboxApp } from './dropbox-app.ts';

/** What the token endpoint grants. */
export interface TokenGrant {
  readonly accessToken: string;
  /** How long the access token lasts, in seconds. */
  readonly expiresIn: number;
  /** Present in exchange for a code. A refresh brings one only if the service ever begins to rotate them. */
  readonly refreshToken?: string;
  readonly scopes?: readonly string[];
  readonly accountId?: string;
}

export interface CodeExchange {
  readonly code: string;
  readonly verifier: string;
  readonly redirectAddress?: string | undefined;
}

/** RFC 6749, sections 4.1.3 and 6. */
export interface TokenEndpoint {
  /** @throws StorageError `unauthenticated` when the code is wrong, used or too old */
  exchangeCode(app: DropboxApp, exchange: CodeExchange, signal?: AbortSignal): Promise<TokenGrant>;
  /** @throws StorageError `unauthenticated` when the sign-in was revoked */
  refresh(app: DropboxApp, refreshToken: string, signal?: AbortSignal): Promise<TokenGrant>;
}

const endpoint = 'https://api.dropboxapi.com/oauth2/token';

export function createTokenEndpoint(fetch: Fetch): TokenEndpoint {
  async function ask(
    app: DropboxApp,
    fields: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<TokenGrant> {
    const form = new URLSearchParams({
      ...fields,
      client_id: app.key,
      ...(app.secret === undefined ? {} : { client_secret: app.secret }),
    });
    let answer: HttpAnswer;
    let text: string;
    try {
      answer = await fetch(endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
        signal,
      });
      text = await answer.text();
    } catch (error) {
      signal?.throwIfAborted();
      // The change that a token was wanted for was not made in any case, so nothing may have been applied.
      throw failure('unavailable', 'the sign-in service did not answer', { cause: error });
    }
    const body = parse(text);
    if (!answer.ok) throw toFailure(answer, body);
    return toGrant(body);
  }

  return {
    exchangeCode: (app, { code, verifier, redirectAddress }, signal) =>
      ask(
        app,
        {
          grant_type: 'authorization_code',
          code,
          code_verifier: verifier,
          ...(redirectAddress === undefined ? {} : { redirect_uri: redirectAddress }),
        },
        signal,
      ),
    refresh: (app, refreshToken, signal) =>
      ask(app, { grant_type: 'refresh_token', refresh_token: refreshToken }, signal),
  };
}

type Body = Readonly<Record<string, unknown>>;

function parse(text: string): Body {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as Body) : {};
  } catch {
    // A proxy in between may answer anything. The status tells what to make of it.
    return {};
  }
}

/** What the service documents for its tokens, where an answer names no time. */
const usualLifeSeconds = 4 * 60 * 60;

function toGrant(body: Body): TokenGrant {
  const { access_token, expires_in, refresh_token, scope, account_id } = body;
  if (typeof access_token !== 'string') {
    throw failure('internal', 'the sign-in service granted no token that can be read');
  }
  return {
    accessToken: access_token,
    expiresIn: typeof expires_in === 'number' ? expires_in : usualLifeSeconds,
    ...(typeof refresh_token === 'string' ? { refreshToken: refresh_token } : {}),
    ...(typeof scope === 'string' ? { scopes: scope.split(' ') } : {}),
    ...(typeof account_id === 'string' ? { accountId: account_id } : {}),
  };
}

function toFailure(answer: HttpAnswer, body: Body): StorageError {
  const { status, headers } = answer;
  if (status === 429) {
    const retryAfterMs = parseRetryAfter(headers.get('retry-after') ?? '');
    return failure('rate-limited', 'too many sign-in requests, try again later', { retryAfterMs });
  }
  if (status >= 500) return failure('unavailable', `the sign-in service failed, status ${status}`);
  const { error, error_description: description } = body;
  const words = [error, description].filter((word) => typeof word === 'string').join(': ');
  // Some answers carry the description behind the error, in one field.
  const tag = words.split(':')[0] ?? '';
  const phrase = phrases[tag] ?? 'the sign-in was refused';
  return failure(codes[tag] ?? 'invalid-request', `${phrase} (${words || `status ${status}`})`);
}

/** RFC 6749, section 5.2. */
const codes: Readonly<Record<string, StorageErrorCode>> = {
  invalid_grant: 'unauthenticated',
  invalid_client: 'permission-denied',
  unauthorized_client: 'permission-denied',
  invalid_scope: 'permission-denied',
};

const phrases: Readonly<Record<string, string>> = {
  invalid_grant: 'the sign-in is no longer valid; sign in again',
  invalid_client: 'the app key or the app secret is wrong',
};

interface Circumstances {
  readonly cause?: unknown;
  readonly retryAfterMs?: number | undefined;
}

function failure(
  code: StorageErrorCode,
  message: string,
  { cause, retryAfterMs }: Circumstances = {},
): StorageError {
  return new StorageError(code, `Dropbox: ${message}`, {
    ...(cause === undefined ? {} : { cause }),
    details: { provider: 'dropbox', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
  });
}
