import type { Readable } from 'node:stream';
import { isStorageError, StorageError, type StoragePath } from '@mooring/core';
import { Dropbox, type DropboxRequestOptions, type DropboxResponse } from 'dropbox';
import type { AccessTokenSource } from '../auth/access-token-source.ts';
import type { TaggedMetadata } from '../entry/to-entry.ts';
import type { ErrorTable, Tagged } from '../error/error-table.ts';
import { refusalOf } from '../error/refusal-of.ts';
import { toStorageError } from '../error/to-storage-error.ts';
import { RecentlyMade } from '../namespace/recently-made.ts';
import type { Burden, Scheduler } from '../schedule/scheduler.ts';
import type { DropboxSpace } from '../space/dropbox-space.ts';
import { NamespaceMap } from '../space/namespace-map.ts';
import { PathRoot } from '../space/path-root.ts';
import { authorizedFetch } from './authorized-fetch.ts';
import type { HttpTransport } from './http-transport.ts';

/** One call to the service, as far as it can be described without sending it. */
export interface ServiceCall<Failure extends Tagged> {
  /** The operation of the provider interface that needs it, such as `uploads.append`. */
  readonly operation: string;
  readonly path?: StoragePath | undefined;
  readonly burden: Burden;
  readonly errors: ErrorTable<Failure>;
  /** The value of a `Range` header. */
  readonly range?: string | undefined;
  /** What the call is about: paths in the space, the user, or neither. The space unless told. */
  readonly about?: 'space' | 'user' | 'neither';
  readonly signal?: AbortSignal | undefined;
}

export interface DropboxClientOptions {
  readonly transport: HttpTransport;
  readonly tokens: AccessTokenSource;
  readonly scheduler: Scheduler;
  readonly space?: DropboxSpace | undefined;
  /** `dbmid:...`, for a token of a whole team. */
  readonly teamMember?: string | undefined;
}

type Send<Result> = (
  sdk: Dropbox,
  options: DropboxRequestOptions,
) => Promise<DropboxResponse<Result>>;

/** The SDK with what it lacks: signed requests, politeness, streamed downloads and errors by code. */
export class DropboxClient {
  readonly made: RecentlyMade = new RecentlyMade();
  readonly #sdk: Dropbox;
  readonly #transport: HttpTransport;
  readonly #scheduler: Scheduler;
  readonly #namespaces: NamespaceMap;
  readonly #pathRoot: PathRoot;
  readonly #member: Readonly<Record<string, string>>;

  constructor(options: DropboxClientOptions) {
    const { transport, tokens, scheduler, space = 'home', teamMember } = options;
    this.#transport = transport;
    this.#scheduler = scheduler;
    this.#sdk = new Dropbox({ fetch: authorizedFetch(transport.fetch, tokens) });
    this.#namespaces = new NamespaceMap(space);
    this.#pathRoot = new PathRoot(space, () => this.#findTeamRoot());
    this.#member = teamMember === undefined ? {} : { 'dropbox-api-select-user': teamMember };
  }

  /** @throws StorageError, or the reason of the signal */
  async call<Result, Failure extends Tagged>(
    call: ServiceCall<Failure>,
    send: Send<Result>,
  ): Promise<DropboxResponse<Result>> {
    try {
      return await this.#callOnce(call, send);
    } catch (error) {
      if (!isStorageError(error) || !this.#pathRoot.learnFrom(error)) throw error;
      return this.#callOnce(call, send);
    }
  }

  /** What a call costs that changes these paths. */
  commitTo(...paths: readonly StoragePath[]): Burden {
    const namespaces = new Set(paths.map((path) => this.#namespaces.namespaceOf(path)));
    return { kind: 'commit', namespaces: [...namespaces] };
  }

  /** Takes note of what metadata tells of the account besides the entry itself. */
  learn(metadata: TaggedMetadata): void {
    this.#namespaces.learn(metadata);
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

  /** One piece of work after another of those that have the same name. */
  alone<Result>(
    name: string,
    work: () => Promise<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    return this.#scheduler.alone(name, work, signal);
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

  async #callOnce<Result, Failure extends Tagged>(
    call: ServiceCall<Failure>,
    send: Send<Result>,
  ): Promise<DropboxResponse<Result>> {
    const { burden, signal } = call;
    signal?.throwIfAborted();
    const extraHeaders = await this.#headersOf(call);
    const options = { extraHeaders, ...(signal === undefined ? {} : { signal }) };
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

  async #headersOf(call: ServiceCall<never>): Promise<Record<string, string>> {
    const { range, about = 'space', signal } = call;
    return {
      ...(range === undefined ? {} : { range }),
      ...(about === 'neither' ? {} : this.#member),
      ...(about === 'space' ? await this.#pathRoot.headers(signal) : {}),
    };
  }

  async #findTeamRoot(): Promise<string> {
    const { result } = await this.#callOnce(
      { operation: 'account', burden: { kind: 'read' }, errors: {}, about: 'user' },
      (sdk, options) => sdk.usersGetCurrentAccount(options),
    );
    return result.root_info.root_namespace_id;
  }
}
