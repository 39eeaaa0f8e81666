import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { Database } from '../database/database.ts';
import { pathKey } from '../path/path-key.ts';
import { AuthorTable } from './author-table.ts';
import { ChangeLog } from './change-log.ts';
import { DeletionTable } from './deletion-table.ts';
import type { Entry, FileEntry, FileState, FolderEntry, NamespaceId } from './entry.ts';
import { keyRange } from './key-range.ts';
import { type NamespaceKind, NamespaceTable } from './namespace-table.ts';
import { RevisionTable } from './revision-table.ts';
import { type EntryRow, entryOf, selectEntry, stateColumns } from './row.ts';
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
  readonly authors: AuthorTable = new AuthorTable();
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
    this.revisions = new RevisionTable(database, clock, this.authors);
    this.deletions = new DeletionTable(database, clock, this.changes);
  }

  /** Grows whenever a mount comes, goes or moves. */
  get mountsVersion(): number {
    return this.#mountsVersion;
  }

  createNamespace(kind: NamespaceKind, name: string): FolderEntry {
    const id = this.namespaces.insert(kind, name);
    return this.#insertFolder(id, '', null, newId());
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

  /** Entries by any condition on the columns of `e`, such as `WHERE e.id = ?`. */
  select(where: string, ...values: (string | number)[]): Entry[] {
    return this.#database
      .allLists<EntryRow>(`${selectEntry} ${where}`, ...values)
      .map((row) => entryOf(row, this.authors));
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
    return this.select(where, folder.row, afterRow, limit);
  }

  /** All that is below a folder in order of key, so parents first, after the given key. */
  descendants(namespace: NamespaceId, key: string, afterKey: string, limit: number): Entry[] {
    const { first, end } = keyRange(key);
    const start = afterKey > first ? afterKey : first;
    const where = 'WHERE e.namespace = ? AND e.key > ? AND e.key < ? ORDER BY e.key LIMIT ?';
    return this.select(where, namespace, start, end, limit);
  }

  countDescendants(namespace: NamespaceId, key: string): number {
    const { first, end } = keyRange(key);
    const sql = `SELECT count(*) AS value FROM entry WHERE namespace = ? AND key > ? AND key < ?`;
    return this.#number(sql, namespace, first, end);
  }

  /** Entries that changed after the given sequence, in the order of their last change. */
  changedSince(namespace: NamespaceId, sequence: number, limit: number): Entry[] {
    const where = 'WHERE e.namespace = ? AND e.sequence > ? ORDER BY e.sequence LIMIT ?';
    return this.select(where, namespace, sequence, limit);
  }

  /** `path` is that in the namespace, as it shall be shown. */
  insertFolder(parent: FolderEntry, path: string, id: string = newId()): FolderEntry {
    return this.#insertFolder(parent.namespace, path, parent.row, id);
  }

  insertFile(parent: FolderEntry, path: string, state: FileState, id: string = newId()): FileEntry {
    const { namespace } = parent;
    const key = pathKey(path);
    const sequence = this.changes.next(namespace);
    const stamp = this.revisions.nextStamp();
    const row = this.#database.run(
      `INSERT INTO entry (namespace, key, path, parent, id, sequence, revision,
         content, size, hash, client_modified, author, nature)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      namespace,
      key,
      path,
      parent.row,
      id,
      sequence,
      stamp,
      ...stateColumns(state, this.authors),
    );
    this.namespaces.addUsed(namespace, state.size);
    const revision = { ...state, stamp, namespace, file: id, key, path };
    return { kind: 'file', row, namespace, key, path, id, sequence, revision };
  }

  /** Gives a file a new state in its place. */
  revise(file: FileEntry, state: FileState): FileEntry {
    const { namespace, row } = file;
    this.revisions.archive(file);
    const sql = `UPDATE entry SET sequence = ?, revision = ?, content = ?, size = ?, hash = ?,
                   client_modified = ?, author = ?, nature = ? WHERE row = ?`;
    const sequence = this.changes.next(namespace);
    const stamp = this.revisions.nextStamp();
    this.#database.run(sql, sequence, stamp, ...stateColumns(state, this.authors), row);
    this.namespaces.addUsed(namespace, state.size - file.revision.size);
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
    this.revisions.archive(entry);
    const stamp = this.revisions.nextStamp();
    this.#database.run('UPDATE entry SET revision = ? WHERE row = ?', stamp, row);
    this.namespaces.addUsed(entry.namespace, -entry.revision.size);
    this.namespaces.addUsed(namespace, entry.revision.size);
    return this.#file(row);
  }

  /** Takes one entry away; what a file was is kept. What is below a folder has to be taken by itself. */
  remove(entry: Entry): void {
    if (entry.kind === 'file') {
      this.revisions.archive(entry);
      this.namespaces.addUsed(entry.namespace, -entry.revision.size);
    } else if (entry.mount !== undefined) {
      this.#mountsVersion++;
    }
    this.#database.run('DELETE FROM entry WHERE row = ?', entry.row);
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

  #insertFolder(
    namespace: NamespaceId,
    path: string,
    parent: number | null,
    id: string,
  ): FolderEntry {
    const key = pathKey(path);
    const sequence = this.changes.next(namespace);
    const sql = `INSERT INTO entry (namespace, key, path, parent, id, sequence)
                 VALUES (?, ?, ?, ?, ?, ?)`;
    const row = this.#database.run(sql, namespace, key, path, parent, id, sequence);
    return { kind: 'folder', row, namespace, key, path, id, sequence, mount: undefined };
  }

  #one(where: string, ...values: (string | number)[]): Entry | undefined {
    return this.select(where, ...values)[0];
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
    return this.select(where, ...values).filter((entry) => entry.kind === 'folder');
  }

  #number(sql: string, ...values: (string | number)[]): number {
    return this.#database.get<{ value: number | null }>(sql, ...values)?.value ?? 0;
  }
}

function newId(): string {
  return `id:${randomBytes(16).toString('base64url')}`;
}
