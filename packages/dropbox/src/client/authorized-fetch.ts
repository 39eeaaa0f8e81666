import type { auth } from 'dropbox';
import type { AccessTokenSource } from '../auth/access-token-source.ts';
import type { Fetch, HttpAnswer } from './http-transport.ts';

type IncurableTag = Exclude<
  auth.AuthError['.tag'],
  'expired_access_token' | 'invalid_access_token' | 'other'
>;

/** Tags of a 401 that no other token of the same sign-in would cure. A reason that nobody knows may be cured. */
const incurable: ReadonlySet<string> = new Set<IncurableTag>([
  'invalid_select_user',
  'invalid_select_admin',
  'user_suspended',
  'missing_scope',
  'route_access_denied',
]);

/**
 * Signs requests with the token of the moment, and repeats one that the service refused for its token, once. The SDK
 * is given no token at all: it would refresh for each of several parallel calls, and not when the service asks for it.
 */
export function authorizedFetch(fetch: Fetch, tokens: AccessTokenSource): Fetch {
  return async (address, request) => {
    // The service refuses a long poll that carries a token.
    if (address.endsWith('/list_folder/longpoll')) return fetch(address, request);
    const signal = request.signal ?? undefined;
    const send = (token: string) =>
      fetch(address, {
        ...request,
        headers: { ...request.headers, authorization: `Bearer ${token}` },
      });
    const token = await tokens.accessToken(signal);
    const answer = await send(token);
    if (answer.status === 400) return withText(answer, hide(await answer.text(), token));
    if (answer.status !== 401) return answer;
    const text = await answer.text();
    if (incurable.has(tagOf(text))) return withText(answer, text);
    return send(await tokens.replaceToken(token, signal));
  };
}

function tagOf(text: string): string {
  try {
    const body = JSON.parse(text) as { readonly error?: { readonly '.tag'?: unknown } };
    return String(body.error?.['.tag']);
  } catch {
    return '';
  }
}

/** The service quotes a header that it cannot read, token and all, and messages end in logs. */
function hide(text: string, token: string): string {
  return text.replaceAll(token, '[token]');
}

function withText(answer: HttpAnswer, text: string): HttpAnswer {
  return { ...answer, text: () => Promise.resolve(text) };
}
