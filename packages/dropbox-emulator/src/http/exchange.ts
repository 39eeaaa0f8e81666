import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Target } from './target.ts';

export type ResponseHeaders = Readonly<Record<string, string | number>>;

/** One request and its response, with what went over the wire. */
export class Exchange {
  readonly target: Target;
  readonly signal: AbortSignal;
  readonly requestId: string = randomBytes(16).toString('hex');
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  #received = 0;
  #sent = 0;

  constructor(request: IncomingMessage, response: ServerResponse, target: Target) {
    this.#request = request;
    this.#response = response;
    this.target = target;
    const abort = new AbortController();
    this.signal = abort.signal;
    response.once('close', () => {
      if (!response.writableFinished) abort.abort();
    });
  }

  get method(): string {
    return this.#request.method ?? 'GET';
  }

  get headers(): IncomingHttpHeaders {
    return this.#request.headers;
  }

  /** A header that is expected once. */
  header(name: string): string | undefined {
    const value = this.#request.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  get isEncrypted(): boolean {
    return 'encrypted' in this.#request.socket;
  }

  get localPort(): number {
    return this.#request.socket.localPort ?? 0;
  }

  /** Bytes of the request's body so far. */
  get received(): number {
    return this.#received;
  }

  /** Bytes of the response's body so far. */
  get sent(): number {
    return this.#sent;
  }

  get status(): number {
    return this.#response.statusCode;
  }

  /** The request's body as it comes in. Leaving the loop early does not break the connection. */
  async *body(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const bytes of this.#request.iterator({ destroyOnReturn: false })) {
      this.#received += bytes.length;
      yield bytes;
    }
  }

  /** The whole body, or undefined when it is longer than `limit` bytes. */
  async read(limit: number): Promise<Buffer | undefined> {
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const bytes of this.body()) {
      length += bytes.length;
      if (length > limit) return undefined;
      pieces.push(bytes);
    }
    return Buffer.concat(pieces);
  }

  /** Answers with a body that is at hand. */
  send(status: number, headers: ResponseHeaders, body: string | Uint8Array): void {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    this.#writeHead(status, { ...headers, 'Content-Length': bytes.length });
    this.#response.end(this.method === 'HEAD' ? undefined : bytes);
    this.#sent += this.method === 'HEAD' ? 0 : bytes.length;
    this.#drain();
  }

  /** Answers with a body that is read while it is sent. `open` is not called where no body is wanted. */
  async stream(status: number, headers: ResponseHeaders, open: () => Readable): Promise<void> {
    this.#writeHead(status, headers);
    if (this.method === 'HEAD') {
      this.#response.end();
    } else {
      const source = open();
      source.on('data', (bytes: Uint8Array) => {
        this.#sent += bytes.length;
      });
      await pipeline(source, this.#response, { signal: this.signal });
    }
    this.#drain();
  }

  /** Resolves when the exchange is over, well or not. */
  async closed(): Promise<void> {
    if (this.#response.closed) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#response.once('close', resolve);
    await promise;
  }

  #writeHead(status: number, headers: ResponseHeaders): void {
    this.#response.writeHead(status, {
      'X-Dropbox-Request-Id': this.requestId,
      'Cache-Control': 'no-cache',
      'X-Content-Type-Options': 'nosniff',
      ...headers,
    });
  }

  /** What is left of the request is thrown away, so that the connection can be used again. */
  #drain(): void {
    if (!this.#request.readableEnded) this.#request.resume();
  }
}
