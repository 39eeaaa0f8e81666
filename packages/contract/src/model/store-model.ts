import {
  isWithin,
  nameKey,
  parentPath,
  pathNames,
  rootPath,
  type StorageErrorCode,
  type StoragePath,
  type StorageTraits,
} from '@mooring/core';
import type { Step } from './step.ts';

/** What a step must lead to: success, or an error of one of several codes that are all true. */
export type Expectation =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'failed'; readonly codes: ReadonlySet<StorageErrorCode> };

interface ModelFile {
  readonly kind: 'file';
  readonly text: string;
}

type ModelEntry = ModelFile | { readonly kind: 'folder' };

const folder: ModelEntry = { kind: 'folder' };

/**
 * What the interface says of a store, in the plainest form there is: a map from paths to entries. Where several things are
 * wrong with a request the interface does not say which is reported, so any of them may be.
 */
export class StoreModel {
  readonly #traits: StorageTraits;
  readonly #entries = new Map<StoragePath, ModelEntry>([[rootPath, folder]]);
  /** How each name was spelled last, to tell a change of spelling from a move onto itself. */
  readonly #spelling = new Map<StoragePath, string>();

  constructor(traits: StorageTraits) {
    this.#traits = traits;
  }

  /** Paths and contents of everything, in the form in which the store compares paths. */
  contents(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [...this.#entries]
        .filter(([path]) => path !== rootPath)
        .map(([path, entry]) => [path, entry.kind === 'file' ? `"${entry.text}"` : 'folder'])
        .sort(),
    );
  }

  /** The text of a file; undefined where there is none. */
  text(path: StoragePath): string | undefined {
    const entry = this.#at(path);
    return entry?.kind === 'file' ? entry.text : undefined;
  }

  /** Keys of what lies in a folder, or of all below it. */
  below(path: StoragePath, recursive: boolean): readonly string[] {
    const key = this.#key(path);
    const keys = [...this.#entries.keys()].filter((one) => one !== key && isWithin(one, key));
    return (recursive ? keys : keys.filter((one) => parentPath(one) === key)).sort();
  }

  /** Does what a step asks for, if nothing speaks against it. */
  apply(step: Step): Expectation {
    const codes = this.#objections(step);
    if (codes.size > 0) return { outcome: 'failed', codes };
    switch (step.operation) {
      case 'write':
      case 'upload':
      case 'batch-write':
        this.#put(step.path, { kind: 'file', text: step.text });
        break;
      case 'createFolder':
        this.#put(step.path, folder);
        break;
      case 'remove':
      case 'batch-remove':
        this.#drop(step.path);
        break;
      case 'move':
        this.#transfer(step.from, step.to, true);
        break;
      case 'copy':
        this.#transfer(step.from, step.to, false);
        break;
    }
    return { outcome: 'done' };
  }

  #objections(step: Step): ReadonlySet<StorageErrorCode> {
    const codes = new Set<StorageErrorCode>();
    switch (step.operation) {
      case 'write':
      case 'upload':
      case 'batch-write':
        this.#objectToWrite(step.path, step.mode, codes);
        break;
      case 'createFolder':
        if (this.#at(step.path) !== undefined) codes.add('already-exists');
        this.#objectToBlocked(step.path, codes);
        break;
      case 'remove':
      case 'batch-remove':
        this.#objectToMissing(step.path, codes);
        if (!step.recursive && this.below(step.path, false).length > 0) codes.add('not-empty');
        break;
      case 'move':
      case 'copy':
        this.#objectToTransfer(step, codes);
        break;
      case 'list':
        this.#objectToMissing(step.path, codes);
        if (this.#at(step.path)?.kind === 'file') codes.add('not-a-folder');
        break;
      case 'read':
        this.#objectToMissing(step.path, codes);
        if (this.#at(step.path)?.kind === 'folder') codes.add('is-a-folder');
        break;
      case 'stat':
        this.#objectToMissing(step.path, codes);
        break;
    }
    return codes;
  }

  #objectToWrite(path: StoragePath, mode: string, codes: Set<StorageErrorCode>): void {
    const entry = this.#at(path);
    this.#objectToBlocked(path, codes);
    if (mode === 'create') {
      if (entry !== undefined) codes.add('already-exists');
      return;
    }
    if (entry?.kind === 'folder') codes.add('is-a-folder');
    else if (mode === 'if-stale' || (mode === 'if-current' && entry === undefined)) {
      codes.add('conflict');
    }
  }

  #objectToTransfer(
    { operation, from, to, replace }: Extract<Step, { operation: 'move' | 'copy' }>,
    codes: Set<StorageErrorCode>,
  ): void {
    const [source, target] = [this.#at(from), this.#at(to)];
    const [fromKey, toKey] = [this.#key(from), this.#key(to)];
    this.#objectToMissing(from, codes);
    this.#objectToBlocked(to, codes);
    if (replace && !this.#traits.atomicReplace) codes.add('unsupported');
    if (source?.kind === 'folder' && isWithin(toKey, fromKey) && toKey !== fromKey) {
      codes.add('invalid-request');
    }
    if (target === undefined) return;
    if (toKey === fromKey) {
      const respelled = operation === 'move' && this.#spelling.get(fromKey) !== this.#stored(to);
      if (respelled) return;
      codes.add('already-exists');
      if (operation === 'copy') codes.add('invalid-request');
    } else if (!replace) codes.add('already-exists');
    else if (target.kind === 'folder') codes.add('is-a-folder');
    else if (source?.kind === 'folder') codes.add('not-a-folder');
  }

  #objectToMissing(path: StoragePath, codes: Set<StorageErrorCode>): void {
    if (this.#at(path) !== undefined) return;
    codes.add('not-found');
    this.#objectToBlocked(path, codes);
  }

  /** A file stands where a parent folder would have to be. */
  #objectToBlocked(path: StoragePath, codes: Set<StorageErrorCode>): void {
    for (let above = parentPath(path); above !== undefined; above = parentPath(above)) {
      if (this.#at(above)?.kind === 'file') codes.add('not-a-folder');
    }
  }

  #at(path: StoragePath): ModelEntry | undefined {
    return this.#entries.get(this.#key(path));
  }

  #put(path: StoragePath, entry: ModelEntry): void {
    for (let above = parentPath(path); above !== undefined; above = parentPath(above)) {
      if (this.#at(above) === undefined) this.#set(above, folder);
    }
    this.#set(path, entry);
  }

  #set(path: StoragePath, entry: ModelEntry): void {
    const key = this.#key(path);
    if (!this.#entries.has(key)) this.#spelling.set(key, this.#stored(path));
    this.#entries.set(key, entry);
  }

  #drop(path: StoragePath): void {
    const key = this.#key(path);
    for (const other of [...this.#entries.keys()]) {
      if (isWithin(other, key)) this.#entries.delete(other);
    }
  }

  #transfer(from: StoragePath, to: StoragePath, moves: boolean): void {
    const [fromKey, toKey] = [this.#key(from), this.#key(to)];
    const taken = [...this.#entries].filter(([path]) => isWithin(path, fromKey));
    if (moves) this.#drop(from);
    this.#drop(to);
    for (const [path, entry] of taken) {
      if (path === fromKey) this.#put(to, entry);
    }
    for (const [path, entry] of taken) {
      if (path === fromKey) continue;
      const place = `${toKey}${path.slice(fromKey.length)}` as StoragePath;
      this.#entries.set(place, entry);
      this.#spelling.set(place, this.#spelling.get(path) ?? '');
    }
  }

  #key(path: StoragePath): StoragePath {
    return nameKey(path, this.#traits) as StoragePath;
  }

  #stored(path: StoragePath): string {
    const name = pathNames(path).at(-1) ?? '';
    return this.#traits.normalization === 'nfc' ? name.normalize('NFC') : name;
  }
}
