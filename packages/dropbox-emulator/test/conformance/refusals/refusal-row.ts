import type { DropboxEmulator } from '../../../src/index.ts';
import type { ApiClient } from '../../raw/api-client.ts';
import type { Json, RawRequest, RawResponse } from '../../raw/raw-client.ts';

export interface RefusalBench {
  readonly emulator: DropboxEmulator;
  /** Has `/file.txt` and `/folder/inside.txt`, which stay as they are. */
  readonly api: ApiClient;
  /** A client for a further account or app. */
  client(accessToken: string, headers?: Readonly<Record<string, string>>): ApiClient;
  send(request: RawRequest): Promise<RawResponse>;
}

/** A situation in which the service refuses, and what it answers. */
export interface RefusalRow {
  readonly situation: string;
  ask(bench: RefusalBench): Promise<RawResponse>;
  readonly status: number;
  /** Plain text that holds this, a page that does, or JSON with this error. */
  readonly answer:
    | { readonly text: string }
    | { readonly page: string }
    | { readonly error: Json; readonly summary?: string };
}

export function refusedByForm(
  situation: string,
  ask: RefusalRow['ask'],
  text: string,
  status = 400,
): RefusalRow {
  return { situation, ask, status, answer: { text } };
}

/** 401, or 422 where it is about the path root. */
export function refusedCaller(
  situation: string,
  ask: RefusalRow['ask'],
  error: Json,
  status = 401,
): RefusalRow {
  return { situation, ask, status, answer: { error } };
}

export function refusedByRoute(situation: string, ask: RefusalRow['ask'], error: Json): RefusalRow {
  return { situation, ask, status: 409, answer: { error } };
}

/** Where no more than an RPC with this argument is needed to get there. */
export function refusedCall(
  situation: string,
  route: string,
  argument: Json,
  error: Json,
): RefusalRow {
  return refusedByRoute(situation, ({ api }) => api.rpc(route, argument), error);
}

export const tag = (name: string): Json => ({ '.tag': name });
export const under = (name: string, error: Json): Json => ({ '.tag': name, [name]: error });
export const path = (error: Json): Json => under('path', error);
export const conflict = (kind: string): Json => under('conflict', tag(kind));
export const malformedPath: Json = tag('malformed_path');
export const notFound: Json = tag('not_found');
