import { createReadStream } from 'node:fs';
import { type Account, rootOfAccount } from '../account/account.ts';
import type { ChangeContext } from '../change/change-context.ts';
import { createFolder } from '../change/create-folder.ts';
import { writeFile } from '../change/write-file.ts';
import { BlockHasher } from '../content/block-hasher.ts';
import { type Content, contentState } from '../content/content-store.ts';
import { paperNature } from '../paper/paper-document.ts';
import { pathKey } from '../path/path-key.ts';
import { PathRefused } from '../path/path-refused.ts';
import { isMalformedPath } from '../path/path-rules.ts';
import { nameOf, parentOf } from '../path/split-path.ts';
import type { Service } from '../service/service.ts';
import type { FileNature, FolderEntry } from '../tree/entry.ts';
import type { SeedEntry, SeedReport } from './seed-entry.ts';

/** So many entries are written in one transaction. */
const batchSize = 5000;

type Prepared =
  | { readonly kind: 'folder'; readonly path: string }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly content: Content;
      readonly nature: FileNature;
      /** Seconds since 1970. */
      readonly modified: number;
    };

/** Puts entries into an account, as fast as the database goes. Files that are there are overwritten. */
export async function seedAccount(
  service: Service,
  account: Account,
  entries: Iterable<SeedEntry> | AsyncIterable<SeedEntry>,
): Promise<SeedReport> {
  const view = service.views.view(account.id, rootOfAccount(account));
  if (view === undefined) throw new Error(`Account ${account.id} cannot see its root.`);
  const planter = new Planter({ service, tree: service.tree, view });
  let batch: Prepared[] = [];
  for await (const entry of entries) {
    batch.push(await prepare(service, entry));
    if (batch.length < batchSize) continue;
    planter.plant(batch);
    batch = [];
  }
  planter.plant(batch);
  return planter.report();
}

async function prepare(service: Service, entry: SeedEntry): Promise<Prepared> {
  if (entry.kind === 'folder') return entry;
  const modified = Math.floor((entry.modifiedAt ?? service.clock.now()) / 1000);
  const content = await contentOf(service, entry);
  return { kind: 'file', path: entry.path, content, modified, nature: natureOf(entry) };
}

async function contentOf(
  { contents }: Service,
  entry: Exclude<SeedEntry, { kind: 'folder' }>,
): Promise<Content> {
  switch (entry.kind) {
    case 'file':
    case 'document':
      return await contents.store(Buffer.from(entry.content));
    case 'generated':
      return contents.generate(entry.size, entry.seed ?? 0);
    case 'symlink':
      return await contents.store(new Uint8Array());
    case 'local-file': {
      const spool = contents.openSpool();
      const hasher = new BlockHasher();
      const source = createReadStream(entry.source);
      const size = await spool.write(0, source, (bytes) => hasher.update(bytes));
      return contents.adopt(spool, size, hasher.digest());
    }
  }
}

function natureOf(entry: Exclude<SeedEntry, { kind: 'folder' }>): FileNature {
  if (entry.kind === 'symlink') return { kind: 'symlink', target: entry.target };
  if (entry.kind !== 'document') return { kind: 'plain' };
  const { format } = entry;
  if (typeof format === 'string') return paperNature(format, 1);
  const { exportAs } = format;
  return { kind: 'document', source: 'bytes', exportAs, exportOptions: [], paperRevision: 0 };
}

/** Writes entries, and remembers the folders so that a file in a known folder takes a single look-up. */
class Planter {
  readonly #context: ChangeContext;
  readonly #folders = new Map<string, FolderEntry>();
  readonly #skipped: { path: string; reason: string }[] = [];
  #files = 0;
  #folderCount = 0;
  #bytes = 0;

  constructor(context: ChangeContext) {
    this.#context = context;
  }

  plant(entries: readonly Prepared[]): void {
    if (entries.length === 0) return;
    this.#context.tree.changes.write(() => {
      for (const entry of entries) this.#plantOne(entry);
    });
  }

  report(): SeedReport {
    return {
      files: this.#files,
      folders: this.#folderCount,
      bytes: this.#bytes,
      skipped: this.#skipped,
    };
  }

  #plantOne(entry: Prepared): void {
    try {
      if (entry.kind === 'folder') this.#folder(entry.path);
      else this.#file(entry);
    } catch (error) {
      if (!(error instanceof PathRefused)) throw error;
      this.#skipped.push({ path: entry.path, reason: error.message });
    }
  }

  #file(entry: Extract<Prepared, { kind: 'file' }>): void {
    const { path, content, nature, modified } = entry;
    const { tree, view } = this.#context;
    const parentPath = parentOf(path);
    const parent = parentPath === '' ? undefined : this.#folder(parentPath);
    const shown =
      parent === undefined ? undefined : `${parent.path}/${nameOf(path).normalize('NFC')}`;
    const isFree =
      parent !== undefined &&
      shown !== undefined &&
      !isMalformedPath(path) &&
      tree.find(parent.namespace, pathKey(shown)) === undefined;
    if (isFree) {
      const author = view.account;
      const state = { ...contentState(content), clientModified: modified, author, nature };
      tree.insertFile(parent, shown, state);
    } else {
      const commit = {
        path,
        mode: { tag: 'overwrite' },
        autorename: false,
        clientModified: modified,
        strictConflict: false,
        nature,
      } as const;
      writeFile(this.#context, commit, { ...content, take: () => content });
    }
    this.#files++;
    this.#bytes += content.size;
  }

  #folder(path: string): FolderEntry {
    const key = pathKey(path);
    const known = this.#folders.get(key);
    if (known !== undefined) return known;
    const { view } = this.#context;
    const existing = view.find(key);
    if (existing === undefined) this.#folderCount++;
    const folder =
      existing?.kind === 'folder' ? existing : createFolder(this.#context, path, false);
    const contents = view.contentsOf(folder);
    this.#folders.set(key, contents);
    return contents;
  }
}
