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
  readonly #entries = new Map<StoragePath, Entry | 'unannounced folder'>();

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
      if (!isFolder(this.#entries.get(above))) this.#entries.set(above, 'unannounced folder');
    }
    this.#entries.set(path, entry);
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
    const actual = new Map(entries.map((entry) => [this.#key(entry.path), entry]));
    assert.deepEqual([...this.#entries.keys()].sort(), [...actual.keys()].sort());
    for (const [path, known] of this.#entries) {
      const entry = actual.get(path);
      if (known !== 'unannounced folder') assert.deepEqual(pathless(known), pathless(entry));
      else assert.equal(entry?.kind, 'folder', path);
    }
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

function isFolder(known: Entry | 'unannounced folder' | undefined): boolean {
  return known === 'unannounced folder' || known?.kind === 'folder';
}

/** The path is left out, since a store that ignores case may spell the parents in it in several ways. */
function pathless(entry: Entry | undefined): unknown {
  return { ...entry, path: undefined };
}
