import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TLSSocket } from 'node:tls';
import type { Traffic } from '../conditions/traffic.ts';
import { type BodyFault, spoilBody } from '../fault/fault-body.ts';
import type { Target } from './target.ts';

export type ResponseHeaders = Readonly<Record<string, string | number>>;

/** One request and its response, with what went over the wire. */
export class Exchange {
  readonly target: Target;
  /** Aborts when the client goes away before it has its answer. */
  readonly signal: AbortSignal;
  readonly requestId: string = randomBytes(16).toString('hex');
  /** What was wrong with the request, for the log. */
  error: string | undefined;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #traffic: Traffic;
  #received = 0;
  #sent = 0;
  #answer: 'sent' | 'lost' | BodyFault = 'sent';

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    target: Target,
    traffic: Traffic,
  ) {
    this.#request = request;
    this.#response = response;
    this.#traffic = traffic;
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
    return this.#request.socket instanceof TLSSocket;
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
    const incoming = this.#request.iterator({ destroyOnReturn: false });
    const paced = this.#traffic.isLimited('up')
      ? this.#traffic.pace('up', this.#request.socket, incoming, this.signal)
      : incoming;
    for await (const bytes of paced) {
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

  /** What shall become of the answer once it is given: it gets lost, or its body is spoiled. */
  spoilAnswer(how: 'lost' | BodyFault): void {
    this.#answer = how;
  }

  /** Headers that the answer has whatever it will be. */
  addHeaders(headers: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(headers)) this.#response.setHeader(name, value);
  }

  /** Breaks the connection off. */
  reset(): void {
    this.#request.socket.resetAndDestroy();
  }

  /** Answers with a body that is at hand. Returns at once; what is left to send goes out on its own. */
  send(status: number, headers: ResponseHeaders, body: string | Uint8Array): void {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const whole = { ...headers, 'Content-Length': bytes.length };
    if (this.#answer === 'sent' && !this.#traffic.isLimited('down')) {
      this.#writeHead(status, whole);
      this.#response.end(this.method === 'HEAD' ? undefined : bytes);
      this.#sent += this.method === 'HEAD' ? 0 : bytes.length;
      this.#drain();
    } else {
      this.stream(status, whole, () => Readable.from([bytes])).catch(() => this.reset());
    }
  }

  /** Answers with a body that is read while it is sent. `open` is not called where no body is wanted. */
  async stream(status: number, headers: ResponseHeaders, open: () => Readable): Promise<void> {
    if (this.#answer === 'lost') {
      this.reset();
      return;
    }
    this.#writeHead(status, headers);
    if (this.method === 'HEAD') {
      this.#response.end();
    } else if (this.#answer === 'sent') {
      await pipeline(this.#outgoing(open()), this.#response, { signal: this.signal });
    } else {
      await this.#streamSpoiled(open(), this.#answer);
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

  /** Counts, and holds back where bandwidth is limited. */
  #outgoing(source: Readable): Readable {
    const paced = this.#traffic.isLimited('down')
      ? Readable.from(this.#traffic.pace('down', this.#request.socket, source, this.signal))
      : source;
    return paced.on('data', (bytes: Uint8Array) => {
      this.#sent += bytes.length;
    });
  }

  async #streamSpoiled(source: Readable, fault: BodyFault): Promise<void> {
    const { socket } = this.#request;
    const spoiled = spoilBody(fault, source, this.signal);
    for await (const bytes of this.#traffic.pace('down', socket, spoiled, this.signal)) {
      this.#sent += bytes.length;
      await new Promise((resolve) => this.#response.write(bytes, resolve));
    }
    if (fault.kind === 'truncated-body') {
      // Closed and not reset: a reset can overtake bytes that the client has not read yet.
      socket.destroy();
      return;
    }
    this.#response.end();
    if (fault.kind === 'surplus-body') {
      this.#response.once('finish', () => socket.write(Buffer.alloc(fault.bytes, 'x')));
    }
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
