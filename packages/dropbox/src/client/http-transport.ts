import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import { dropBody } from './drop-body.ts';
import { type RequestBody, toWireBody } from './request-body.ts';
import { serviceAddress } from './service-address.ts';

const unzip = promisify(gunzip);

/** What our code and the SDK need of an answer; a small part of the fetch standard. */
export interface HttpAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Headers;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export interface HttpRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | RequestBody | null | undefined;
  readonly signal?: AbortSignal | null | undefined;
}

export type Fetch = (address: string, request: HttpRequest) => Promise<HttpAnswer>;

export interface HttpTransport {
  /** Has the shape of the `fetch` that the SDK wants. */
  readonly fetch: Fetch;
  /** The unread body of an answer to a download, found by the headers of the answer, which the SDK passes on. */
  takeBody(headers: Headers): Readable | undefined;
  close(): Promise<void>;
}

export interface HttpTransportOptions {
  /** Replaces the addresses of the service. Proxies of the environment are then not used. */
  readonly baseUrl?: string | undefined;
  /**
   * How long the service may think before it answers, in milliseconds, counted from the last of the request that the line
   * took. 2 minutes unless told: a batch of commits takes its time.
   */
  readonly answerTimeoutMs?: number | undefined;
}

/** Routes whose bodies are files of any size. Their answers are handed on unread; all others are small. */
const streamedRoutes: ReadonlySet<string> = new Set(['/2/files/download', '/2/files/export']);

const longpollRoute = '/2/files/list_folder/longpoll';

/** How long a body may stall, in milliseconds. Time in which the reader takes nothing does not count. */
const stallTimeoutMs = 60_000;

/** How much of a file is taken from the line before somebody reads it, in bytes: so that neither waits for the other. */
const readAhead = 512 * 1024;

/** In bytes. Metadata of downloads comes in a header: paths of any depth, twice, with six bytes for a character. */
const maxHeaderSize = 512 * 1024;

/**
 * HTTP with kept connections, under the SDK. It has no limit on connections, since the scheduler bounds the calls, and
 * a body that its reader leaves waiting must not keep other calls from the wire.
 */
export function createHttpTransport({
  baseUrl,
  answerTimeoutMs = 120_000,
}: HttpTransportOptions = {}): HttpTransport {
  const agent = createAgent(baseUrl === undefined);
  const bodies = new WeakMap<Headers, Readable>();

  async function send(address: string, outgoing: HttpRequest): Promise<HttpAnswer> {
    const target = serviceAddress(address, baseUrl);
    const { pathname } = new URL(address);
    const streamed = streamedRoutes.has(pathname);
    const isLongpoll = pathname === longpollRoute;
    const { statusCode, headers, body } = await request(target, {
      dispatcher: agent,
      method: (outgoing.method ?? 'GET') as Dispatcher.HttpMethod,
      headers: wireHeaders(outgoing, streamed),
      body: toWireBody(outgoing.body),
      signal: outgoing.signal ?? null,
      // A long poll ends by its signal, whether the line holds back all of the answer or the end of it.
      headersTimeout: isLongpoll ? 0 : answerTimeoutMs,
      bodyTimeout: isLongpoll ? 0 : stallTimeoutMs,
      ...(streamed ? { highWaterMark: readAhead } : {}),
    });
    const answerHeaders = toHeaders(headers);
    const ok = statusCode >= 200 && statusCode <= 299;
    const keepBody = streamed && ok;
    if (keepBody) {
      const problem = problemOf(answerHeaders);
      if (problem !== undefined) {
        dropBody(body);
        throw new Error(problem);
      }
      bodies.set(answerHeaders, body);
    }
    const bytes = keepBody
      ? () => Promise.resolve(new Uint8Array())
      : async () => unpack(await body.bytes(), answerHeaders);
    return {
      ok,
      status: statusCode,
      headers: answerHeaders,
      text: async () => new TextDecoder().decode(await bytes()),
      arrayBuffer: async () => toArrayBuffer(await bytes()),
    };
  }

  return {
    fetch: send,
    takeBody(headers) {
      const body = bodies.get(headers);
      bodies.delete(headers);
      return body;
    },
    close: () => agent.destroy(),
  };
}

function createAgent(useProxy: boolean): Dispatcher {
  const options = { keepAliveTimeout: 30_000, connect: { timeout: 15_000 }, maxHeaderSize };
  const { env } = process;
  const proxy = env['HTTPS_PROXY'] ?? env['https_proxy'] ?? env['HTTP_PROXY'] ?? env['http_proxy'];
  return useProxy && proxy !== undefined && proxy !== ''
    ? new EnvHttpProxyAgent(options)
    : new Agent(options);
}

function wireHeaders({ headers, body }: HttpRequest, streamed: boolean): Record<string, string> {
  return {
    ...headers,
    // A compressed file has no ranges, and a page of a listing shrinks to a tenth.
    'accept-encoding': streamed ? 'identity' : 'gzip',
    ...(typeof body === 'object' && body !== null
      ? { 'content-length': String(body.byteLength) }
      : {}),
  };
}

function toHeaders(raw: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    for (const item of Array.isArray(value) ? value : [value ?? '']) headers.append(name, item);
  }
  return headers;
}

/** Why a download is none of Dropbox, as it was asked for: something in between has meddled with it. */
function problemOf(headers: Headers): string | undefined {
  if (!headers.has('dropbox-api-result')) return 'the answer to a download came without metadata';
  const encoding = headers.get('content-encoding') ?? 'identity';
  return encoding === 'identity' ? undefined : `a download came in the encoding ${encoding}`;
}

async function unpack(bytes: Uint8Array, headers: Headers): Promise<Uint8Array> {
  return headers.get('content-encoding') === 'gzip' ? unzip(bytes) : bytes;
}

function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
