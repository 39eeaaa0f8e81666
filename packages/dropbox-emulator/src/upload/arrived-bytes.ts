import type { PendingContent } from '../change/write-file.ts';
import type { Content, ContentStore } from '../content/content-store.ts';
import type { Spool } from '../content/spool.ts';

/** Bytes that have arrived in full and wait for a commit. */
export class ArrivedBytes implements PendingContent {
  readonly size: number;
  readonly hash: string;
  readonly #contents: ContentStore;
  readonly #spool: Spool;
  #isTaken = false;

  constructor(contents: ContentStore, spool: Spool, size: number, hash: string) {
    this.#contents = contents;
    this.#spool = spool;
    this.size = size;
    this.hash = hash;
  }

  take(): Content {
    this.#isTaken = true;
    return this.#contents.adopt(this.#spool, this.size, this.hash);
  }

  /** Forgets the bytes unless a commit took them. */
  release(): void {
    if (!this.#isTaken) this.#spool.discard();
  }
}
