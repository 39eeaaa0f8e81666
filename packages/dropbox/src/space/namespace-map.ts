import { nameKey, pathNames, type StoragePath } from '@mooring/core';
import { pathOf, type TaggedMetadata } from '../entry/to-entry.ts';
import { nameRule } from '../name/name-rule.ts';
import type { DropboxSpace } from './dropbox-space.ts';

/**
 * Which namespace a path lies in, as far as listings have shown: a shared folder is a namespace of its own, with a lock
 * of its own. A folder that nobody has seen yet counts to the one around it, which costs speed and nothing else.
 */
export class NamespaceMap {
  readonly #mounts = new Map<string, string>();
  readonly #root: string;

  constructor(space: DropboxSpace) {
    // The space of a team and the folder of its member overlap, so they count as one.
    this.#root = typeof space === 'string' ? 'root' : space.namespaceId;
  }

  learn(metadata: TaggedMetadata): void {
    const mounted =
      metadata['.tag'] === 'folder' ? metadata.sharing_info?.shared_folder_id : undefined;
    if (mounted === undefined && this.#mounts.size === 0) return;
    const key = nameKey(pathOf(metadata), nameRule);
    if (mounted !== undefined) this.#mounts.set(key, mounted);
    else this.#mounts.delete(key);
  }

  namespaceOf(path: StoragePath): string {
    // An account without shared folders need not look far.
    if (this.#mounts.size === 0) return this.#root;
    const names = pathNames(nameKey(path, nameRule) as StoragePath);
    for (let depth = names.length; depth > 0; depth--) {
      const namespace = this.#mounts.get(`/${names.slice(0, depth).join('/')}`);
      if (namespace !== undefined) return namespace;
    }
    return this.#root;
  }
}
