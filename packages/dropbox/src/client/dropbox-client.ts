import type { Readable } from 'node:stream';
import { StorageError, type StoragePath } from '@mooring/core';
import { Dropbox, type DropboxRequestOptions, type DropboxResponse } from 'dropbox';
import type { AccessTokenSource } from '../auth/access-token-source.ts';
import type { ErrorTable, Tagged } from '../error/error-table.ts';
import { refusalOf } from '../error/refusal-of.ts';
import { toStorageError } from '../error/to-storage-error.ts';
import type { Burden, Scheduler } from '../schedule/scheduler.ts';
import { authorizedFetch } from './authorized-fetch.ts';
import type { HttpTransport } from './http-transport.ts';

/** One call to the service, as far as it can be described without sending it. */
export interface ServiceCall<Failure extends Tagged> {
  /** The operation of the provider interface that needs it, such as `uploads.append`. */
  readonly operation: string;
  readonly path?: StoragePath | undefined;
  readonly burden: Burden;
  readonly errors: ErrorTable<Failure>;
  readonly signal?: AbortSignal | undefined;
}

export interface DropboxClientOptions {
  readonly transport: HttpTransport;
  readonly tokens: AccessTokenSource;
  readonly scheduler: Scheduler;
}

/** The SDK with what it lacks: signed requests, politeness, streamed downloads and errors by code. */
export class DropboxClient {
  readonly #sdk: Dropbox;
  readonly #transport: HttpTransport;
  readonly #scheduler: Scheduler;

  constructor({ transport, tokens, scheduler }: DropboxClientOptions) {
    this.#transport = transport;
    this.#scheduler = scheduler;
    this.#sdk = new Dropbox({ fetch: authorizedFetch(transport.fetch, tokens) });
  }

  /** @throws StorageError, or the reason of the signal */
  async call<Result, Failure extends Tagged>(
    call: ServiceCall<Failure>,
    send: (sdk: Dropbox, options: DropboxRequestOptions) => Promise<DropboxResponse<Result>>,
  ): Promise<DropboxResponse<Result>> {
    const { burden, signal } = call;
    signal?.throwIfAborted();
    const options: DropboxRequestOptions = signal === undefined ? {} : { signal };
    try {
      const response = await this.#scheduler.run(burden, () => send(this.#sdk, options), signal);
      this.#scheduler.accepted(burden);
      return response;
    } catch (error) {
      signal?.throwIfAborted();
      const mutates = burden.kind === 'data' || burden.kind === 'commit';
      const failure = toStorageError(error, { ...call, mutates });
      const refusal = refusalOf(failure);
      if (refusal !== undefined) this.#scheduler.refused(burden, refusal);
      throw failure;
    }
  }

  /** What a call costs that changes these paths. */
  commitTo(..._paths: readonly StoragePath[]): Burden {
    return { kind: 'commit', namespaces: ['home'] };
  }

  /**
   * Takes the place of a call for a piece of work that needs several, so that nothing comes between them. The calls of
   * the work carry the burden that it is given.
   */
  hold<Result>(
    { burden, signal }: Pick<ServiceCall<never>, 'burden' | 'signal'>,
    work: (held: Burden) => Promise<Result>,
  ): Promise<Result> {
    const held: Burden = burden.kind === 'commit' ? { ...burden, held: true } : burden;
    return this.#scheduler.run(burden, () => work(held), signal);
  }

  /** The bytes that came with the answer to a download. */
  bodyOf(response: DropboxResponse<unknown>): Readable {
    const body = this.#transport.takeBody(response.headers);
    if (body === undefined) throw new StorageError('internal', 'the answer was no download');
    return body;
  }

  async close(): Promise<void> {
    await this.#transport.close();
  }
}
