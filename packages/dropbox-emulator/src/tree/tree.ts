import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { Database } from '../database/database.ts';
import { pathKey } from '../path/path-key.ts';
import { ChangeLog } from './change-log.ts';
import { DeletionTable } from './deletion-table.ts';
import type { Entry, FileEntry, FolderEntry, NamespaceId } from './entry.ts';
import { keyRange } from './key-range.ts';
import { type NamespaceKind, NamespaceTable } from './namespace-table.ts';
import { type RevisionDraft, RevisionTable } from './revision-table.ts';
import { type EntryRow, entryOf, selectEntry } from './row.ts';
import { treeTables } from './tables.ts';

/**
 * All namespaces with what is in them, what was, and when it changed. This is the plain store: it keeps rows whole and
 * numbers changes, and knows no rule of the API. Whoever calls a method that writes does so inside `changes.write`.
 */
export class Tree {
  readonly changes: ChangeLog;
  readonly namespaces: NamespaceTable;
  readonly revisions: RevisionTable;
  readonly deletions: DeletionTable;
  readonly #database: Database;
  #mountsVersion = 0;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    database.execute(treeTables);
    const lastChange = Math.max(
      this.#number('SELECT max(sequence) AS value FROM entry'),
      this.#number('SELECT max(sequence) AS value FROM deletion'),
    );
    this.changes = new ChangeLog(database, lastChange);
    this.namespaces = new NamespaceTable(database);
    this.revisions = new RevisionTable(database, clock);
    this.deletions = new DeletionTable(database, clock, this.changes);
  }

  /** Grows whenever a mount comes, goes or moves. */
  get mountsVersion(): number {
    return this.#mountsVersion;
  }

  createNamespace(kind: NamespaceKind, name: string): FolderEntry {
    const id = this.namespaces.insert(kind, name);
    this.#insert(id, '', null, null, newId());
    return this.rootOf(id);
  }

  /** The folder that a namespace is. */
  rootOf(namespace: NamespaceId): FolderEntry {
    const root = this.find(namespace, '');
    if (root?.kind !== 'folder') throw new Error(`There is no namespace ${namespace}.`);
    return root;
  }

  /** The folders of a namespace that show another namespace. */
  mountsIn(namespace: NamespaceId): readonly FolderEntry[] {
    return this.#folders('WHERE e.namespace = ? AND e.mount IS NOT NULL ORDER BY e.key', namespace);
  }

  /** The folders that show a namespace. */
  mountsOf(namespace: NamespaceId): readonly FolderEntry[] {
    return this.#folders('WHERE e.mount = ?', namespace);
  }

  find(namespace: NamespaceId, key: string): Entry | undefined {
    return this.#one('WHERE e.namespace = ? AND e.key = ?', namespace, key);
  }

  findById(id: string): Entry | undefined {
    return this.#one('WHERE e.id = ?', id);
  }

  /** The entries of a folder in the order in which they were made, after the given row. */
  children(folder: FolderEntry, afterRow: number, limit: number): Entry[] {
    const where = 'WHERE e.parent = ? AND e.row > ? ORDER BY e.row LIMIT ?';
    return this.#all(where, folder.row, afterRow, limit);
  }

  /** All that is below a folder in order of key, so parents first, after the given key. */
  descendants(namespace: NamespaceId, key: string, afterKey: string, limit: number): Entry[] {
    const { first, end } = keyRange(key);
    const start = afterKey > first ? afterKey : first;
    const where = 'WHERE e.namespace = ? AND e.key > ? AND e.key < ? ORDER BY e.key LIMIT ?';
    return this.#all(where, namespace, start, end, limit);
  }

  countDescendants(namespace: NamespaceId, key: string): number {
    const { first, end } = keyRange(key);
    const sql = `SELECT count(*) AS value FROM entry WHERE namespace = ? AND key > ? AND key < ?`;
    return this.#number(sql, namespace, first, end);
  }

  /** Entries that changed after the given sequence, in the order of their last change. */
  changedSince(namespace: NamespaceId, sequence: number, limit: number): Entry[] {
    const where = 'WHERE e.namespace = ? AND e.sequence > ? ORDER BY e.sequence LIMIT ?';
    return this.#all(where, namespace, sequence, limit);
  }

  /** `path` is that in the namespace, as it shall be shown. */
  insertFolder(parent: FolderEntry, path: string, id: string = newId()): FolderEntry {
    return this.#folder(this.#insert(parent.namespace, path, parent.row, null, id));
  }

  insertFile(
    parent: FolderEntry,
    path: string,
    draft: RevisionDraft,
    id: string = newId(),
  ): FileEntry {
    const stamp = this.revisions.insert(parent.namespace, path, id, draft);
    const row = this.#insert(parent.namespace, path, parent.row, stamp, id);
    this.namespaces.addUsed(parent.namespace, draft.content.size);
    return this.#file(row);
  }

  /** Gives a file a new state in its place. */
  revise(file: FileEntry, draft: RevisionDraft): FileEntry {
    const { namespace, path, id, row } = file;
    const stamp = this.revisions.insert(namespace, path, id, draft);
    const sql = 'UPDATE entry SET revision = ?, sequence = ? WHERE row = ?';
    this.#database.run(sql, stamp, this.changes.next(namespace), row);
    this.namespaces.addUsed(namespace, draft.content.size - file.revision.size);
    return this.#file(row);
  }

  /**
   * Puts one entry elsewhere, perhaps in another namespace. It stays the same entry; a file gets a new revision. What
   * is below a folder has to be placed by itself. Without `parent` the entry stays in its folder, which moved.
   */
  place(entry: Entry, namespace: NamespaceId, path: string, parent?: FolderEntry): Entry {
    const { row } = entry;
    const sql = 'UPDATE entry SET namespace = ?, key = ?, path = ?, sequence = ? WHERE row = ?';
    const sequence = this.changes.next(namespace);
    this.#database.run(sql, namespace, pathKey(path), path, sequence, row);
    if (parent !== undefined) {
      this.#database.run('UPDATE entry SET parent = ? WHERE row = ?', parent.row, row);
    }
    if (entry.kind === 'folder') {
      if (entry.mount !== undefined) this.#mountsVersion++;
      return this.#folder(row);
    }
    const { revision } = entry;
    const draft = { ...revision, content: { id: revision.content, size: revision.size } };
    const stamp = this.revisions.insert(namespace, path, entry.id, draft);
    this.#database.run('UPDATE entry SET revision = ? WHERE row = ?', stamp, row);
    this.namespaces.addUsed(entry.namespace, -revision.size);
    this.namespaces.addUsed(namespace, revision.size);
    return this.#file(row);
  }

  /** Takes one entry away. What is below a folder has to be taken by itself. */
  remove(entry: Entry): void {
    this.#database.run('DELETE FROM entry WHERE row = ?', entry.row);
    if (entry.kind === 'file') this.namespaces.addUsed(entry.namespace, -entry.revision.size);
    else if (entry.mount !== undefined) this.#mountsVersion++;
  }

  /** Lets a folder show another namespace, or its own entries again. */
  setMount(folder: FolderEntry, mount: NamespaceId | undefined): FolderEntry {
    const sql = 'UPDATE entry SET mount = ?, sequence = ? WHERE row = ?';
    this.#database.run(sql, mount ?? null, this.changes.next(folder.namespace), folder.row);
    this.#mountsVersion++;
    return this.#folder(folder.row);
  }

  /** Makes all of a namespace look changed, for those who see it for the first time. */
  touchAll(namespace: NamespaceId): void {
    const sql = "SELECT row FROM entry WHERE namespace = ? AND key <> '' ORDER BY key";
    for (const { row } of this.#database.all<{ row: number }>(sql, namespace)) {
      const sequence = this.changes.next(namespace);
      this.#database.run('UPDATE entry SET sequence = ? WHERE row = ?', sequence, row);
    }
  }

  #insert(
    namespace: NamespaceId,
    path: string,
    parent: number | null,
    revision: number | null,
    id: string,
  ): number {
    const sql = `INSERT INTO entry (namespace, key, path, parent, id, revision, sequence)
                 VALUES (?, ?, ?, ?, ?, ?, ?)`;
    const sequence = this.changes.next(namespace);
    return this.#database.run(sql, namespace, pathKey(path), path, parent, id, revision, sequence);
  }

  #all(where: string, ...values: (string | number)[]): Entry[] {
    return this.#database.all<EntryRow>(`${selectEntry} ${where}`, ...values).map(entryOf);
  }

  #one(where: string, ...values: (string | number)[]): Entry | undefined {
    const row = this.#database.get<EntryRow>(`${selectEntry} ${where}`, ...values);
    return row === undefined ? undefined : entryOf(row);
  }

  #file(row: number): FileEntry {
    const entry = this.#one('WHERE e.row = ?', row);
    if (entry?.kind !== 'file') throw new Error(`Row ${row} is no file.`);
    return entry;
  }

  #folder(row: number): FolderEntry {
    const entry = this.#one('WHERE e.row = ?', row);
    if (entry?.kind !== 'folder') throw new Error(`Row ${row} is no folder.`);
    return entry;
  }

  #folders(where: string, ...values: (string | number)[]): readonly FolderEntry[] {
    return this.#all(where, ...values).filter((entry) => entry.kind === 'folder');
  }

  #number(sql: string, ...values: (string | number)[]): number {
    return this.#database.get<{ value: number | null }>(sql, ...values)?.value ?? 0;
  }
}

function newId(): string {
  return `id:${randomBytes(16).toString('base64url')}`;
}
