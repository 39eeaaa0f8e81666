import type { StorageError } from '@mooring/core';
import { DropboxResponseError } from 'dropbox';
import { unlessAborted } from '../client/unless-aborted.ts';
import type { DropboxSpace } from './dropbox-space.ts';

type Headers = Readonly<Record<string, string>>;

/** Asks the service for the id of the team space of the user. */
export type FindRoot = () => Promise<string>;

/** The header that says what paths are relative to. */
export class PathRoot {
  readonly #space: DropboxSpace;
  readonly #findRoot: FindRoot;
  /** Known once the service has been asked for the team space, or has told of another one. */
  #root: Promise<string> | undefined;

  constructor(space: DropboxSpace, findRoot: FindRoot) {
    this.#space = space;
    this.#findRoot = findRoot;
  }

  async headers(signal: AbortSignal | undefined): Promise<Headers> {
    if (this.#space === 'home') return {};
    if (this.#space === 'team') {
      return toHeader({ '.tag': 'root', root: await unlessAborted(this.#teamRoot(), signal) });
    }
    return toHeader({ '.tag': 'namespace_id', namespace_id: this.#space.namespaceId });
  }

  /**
   * Takes note of the root in an error that says that the one which was sent is out of date, as after the user joined a
   * team. Whether there is reason to send the call again.
   */
  learnFrom({ cause }: StorageError): boolean {
    if (this.#space !== 'team' || !(cause instanceof DropboxResponseError)) return false;
    const body = cause.error as {
      readonly error?: { readonly invalid_root?: { readonly root_namespace_id?: unknown } };
    };
    const root = cause.status === 422 ? body.error?.invalid_root?.root_namespace_id : undefined;
    if (typeof root !== 'string') return false;
    this.#root = Promise.resolve(root);
    return true;
  }

  #teamRoot(): Promise<string> {
    this.#root ??= this.#findRoot().catch((error: unknown) => {
      this.#root = undefined;
      throw error;
    });
    return this.#root;
  }
}

function toHeader(root: unknown): Headers {
  return { 'dropbox-api-path-root': JSON.stringify(root) };
}
