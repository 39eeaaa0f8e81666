import assert from 'node:assert/strict';
import {
  type Change,
  type ChangeCursor,
  type Entry,
  isWithin,
  nameKey,
  parentPath,
  rootPath,
  type StoragePath,
  type StorageProviderWith,
} from '@mooring/core';
import { entriesOf } from './look.ts';

/** A copy of a folder tree that follows the change feed by the rules of `Change`, and by nothing else. */
export class Replica {
  readonly #provider: StorageProviderWith<'changes'>;
  readonly #folder: StoragePath;
  readonly #entries = new Map<StoragePath, string>();

  constructor(provider: StorageProviderWith<'changes'>, folder: StoragePath = rootPath) {
    this.#provider = provider;
    this.#folder = folder;
  }

  apply(change: Change): void {
    const path = this.#key(change.kind === 'remove' ? change.path : change.entry.path);
    if (change.kind === 'remove') {
      this.#drop(path);
      return;
    }
    const { entry } = change;
    if (entry.kind === 'file') this.#drop(path);
    for (let above = parentPath(path); above !== undefined; above = parentPath(above)) {
      if (isWithin(this.#key(this.#folder), above)) break;
      if (this.#entries.get(above) !== 'folder') this.#entries.set(above, 'folder');
    }
    this.#entries.set(path, describe(entry));
  }

  /** Takes in all that the feed has since a cursor, and returns where it ends. */
  async follow(start: ChangeCursor): Promise<ChangeCursor> {
    let cursor = start;
    for (let more = true; more; ) {
      const page = await this.#provider.changes.pull({ cursor });
      for (const change of page.changes) this.apply(change);
      assert.ok(!page.more || page.cursor !== cursor, 'the feed has more, and does not move on');
      ({ cursor, more } = page);
    }
    return cursor;
  }

  /** Takes in a listing. */
  addAll(entries: readonly Entry[]): void {
    for (const entry of entries) this.apply({ kind: 'upsert', entry });
  }

  /** Expects this to be what the store holds below the folder. */
  async expectEqual(): Promise<void> {
    const entries = await entriesOf(this.#provider, this.#folder, { recursive: true });
    const actual = entries.map((entry) => [this.#key(entry.path), describe(entry)]);
    assert.deepEqual(
      Object.fromEntries([...this.#entries].sort()),
      Object.fromEntries(actual.sort()),
    );
  }

  #key(path: StoragePath): StoragePath {
    return nameKey(path, this.#provider.traits) as StoragePath;
  }

  #drop(path: StoragePath): void {
    for (const other of [...this.#entries.keys()]) {
      if (isWithin(other, path)) this.#entries.delete(other);
    }
  }
}

function describe(entry: Entry): string {
  return entry.kind === 'folder' ? 'folder' : `${entry.size} bytes at ${entry.revision}`;
}
