import type { UploadSession } from '@mooring/core';
import type { ContentStore } from '../content/content-store.ts';
import { failure } from '../fault/failure.ts';
import type { StoreSettings } from '../state/store-settings.ts';

/** What the store knows of an upload under way. */
export interface StoredSession {
  readonly id: string;
  readonly order: UploadSession['order'];
  readonly startedAt: number;
  /** Ranges that have arrived, by where they begin. A sequential session has one, from 0. */
  readonly ranges: Map<number, number>;
  /** Size of the whole file, once the closing chunk told it. */
  closedAt: number | undefined;
}

/** The upload sessions that can still be carried on. */
export class SessionTable {
  readonly #contents: ContentStore;
  readonly #settings: StoreSettings;
  readonly #sessions = new Map<string, StoredSession>();
  #lastId = 0;

  constructor(contents: ContentStore, settings: StoreSettings) {
    this.#contents = contents;
    this.#settings = settings;
  }

  start(order: UploadSession['order']): StoredSession {
    this.#lastId++;
    const id = `session-${this.#lastId}`;
    const startedAt = this.#settings.clock.now();
    const session: StoredSession = {
      id,
      order,
      startedAt,
      ranges: new Map(),
      closedAt: undefined,
    };
    this.#contents.createPart(id);
    this.#sessions.set(id, session);
    return session;
  }

  /** @throws StorageError `session-expired` */
  get({ id }: UploadSession): StoredSession {
    const session = this.#sessions.get(id);
    const { clock, sessionLifetimeMs } = this.#settings;
    if (session === undefined || clock.now() - session.startedAt >= sessionLifetimeMs) {
      throw failure('session-expired', `the upload session ${id} is gone`);
    }
    return session;
  }

  remove(id: string): void {
    if (this.#sessions.delete(id)) this.#contents.removePart(id);
  }

  removeAll(): void {
    for (const id of [...this.#sessions.keys()]) this.remove(id);
  }
}
