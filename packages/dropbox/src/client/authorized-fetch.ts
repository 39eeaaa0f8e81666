import type { AccessTokenSource } from '../auth/access-token-source.ts';
import type { Fetch, HttpAnswer } from './http-transport.ts';

/** Tags of a 401 that another token may cure. A missing scope or a suspended user is not among them. */
const curable: ReadonlySet<string> = new Set(['expired_access_token', 'invalid_access_token']);

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
    if (!curable.has(tagOf(text))) return withText(answer, text);
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
