import { expect } from 'vitest';
import type { ApiClient } from '../raw/api-client.ts';
import type { Json, RawResponse } from '../raw/raw-client.ts';

/** Calls of the routes of upload sessions. */
export class SessionCalls {
  readonly #api: () => ApiClient;

  /** The client is asked for with each call, since tests make it late. */
  constructor(api: () => ApiClient) {
    this.#api = api;
  }

  call(route: string, argument: Json, body: string | Uint8Array = ''): Promise<RawResponse> {
    return this.#api().upload(`files/upload_session/${route}`, argument, body);
  }

  /** The id of a new session. */
  async start(argument: Json = {}, body: string | Uint8Array = ''): Promise<string> {
    const response = await this.call('start', argument, body);
    expect([response.status, Object.keys(response.json)]).toEqual([200, ['session_id']]);
    return response.json.session_id;
  }

  append(
    session_id: string,
    offset: number,
    body: string | Uint8Array,
    close = false,
    more: Json = {},
  ): Promise<RawResponse> {
    return this.call('append_v2', { cursor: { session_id, offset }, close, ...more }, body);
  }

  finish(session_id: string, offset: number, path: string, body = ''): Promise<RawResponse> {
    return this.call('finish', { cursor: { session_id, offset }, commit: { path } }, body);
  }
}

export const errorOf = ({ status, json }: RawResponse): Json => [
  status,
  json === null ? null : json?.error,
];

export const refused = (tag: string, more: Json = {}): Json => [409, { '.tag': tag, ...more }];

export const lookupFailed = (tag: string, more: Json = {}): Json =>
  refused('lookup_failed', { lookup_failed: { '.tag': tag, ...more } });
