import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A request as it goes over the wire, with nothing added that a client library would add. */
export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface RawResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Without the parameters of the media type. */
  readonly type: string | undefined;
  readonly bytes: Buffer;
  readonly text: string;
  /** Of the body, where it is JSON. */
  readonly json: Json;
}

/** Tests look into answers by path, so they need not be typed further. */
// biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the server sent, and the assertions say what it has to be
export type Json = any;

/** One request over a connection of its own. */
export async function send(url: string, request: RawRequest): Promise<RawResponse> {
  const { method = 'POST', path, headers = {}, body } = request;
  const { promise, resolve, reject } = Promise.withResolvers<RawResponse>();
  const outgoing = httpRequest(
    new URL(path, url),
    { method, headers, agent: false },
    (incoming) => {
      buffer(incoming).then((bytes) => {
        const type = incoming.headers['content-type']?.split(';')[0];
        const text = bytes.toString();
        const isJson = type === 'application/json' || type === 'text/javascript';
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          type,
          bytes,
          text,
          json: isJson ? JSON.parse(text) : undefined,
        });
      }, reject);
    },
  );
  outgoing.on('error', reject);
  // Node would write headers in the encoding of a text body.
  outgoing.end(body === undefined ? undefined : Buffer.from(body));
  return await promise;
}
