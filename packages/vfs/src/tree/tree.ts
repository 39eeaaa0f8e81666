import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { joinPath, rootPath, type StoragePath } from '@mooring/core';
import { type NodeId, rootNode } from '../file-system/node-id.ts';
import { type Node, remoteView } from './node.ts';
import { nodeOf, type Row, rowOf } from './row.ts';
import type { Place } from './view.ts';

const columns = [
  'kind',
  'parent',
  'name',
  'key',
  'size',
  'mtime',
  'ctime',
  'atime',
  'mode',
  'target',
  'revision',
  'hash',
  'remote_id',
  'read_only',
  'export_as',
  'local_only',
  'listed',
  'synced',
  'remote',
  'remote_parent',
  'remote_key',
  'changed_at',
  'problem',
] as const satisfies readonly (keyof Row)[];

/**
 * The nodes of one account, in SQLite. Holds two trees at once: the one that the user sees, and the one that the store
 * was last seen to hold. They share their nodes and differ where something is pending.
 */
export class Tree {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #keyOf: (name: string) => string;
  /** Undefined when it has to be counted anew. */
  #count: number | undefined;

  /** @param keyOf the store's form for comparing names */
  constructor(database: DatabaseSync, keyOf: (name: string) => string) {
    this.#database = database;
    this.#keyOf = keyOf;
  }

  /** Makes the root, in a new database. */
  initialize(now: number): void {
    if (this.get(rootNode) !== undefined) return;
    this.#run(
      "INSERT INTO node (ino, kind, name, key, mtime, ctime, atime, mode) VALUES (?, 'folder', '', '', ?, ?, ?, ?)",
      rootNode,
      now,
      now,
      now,
      0o755,
    );
  }

  /** All changes inside become one: done together, or not at all when it throws. Nests by joining the outer one. */
  transaction<Value>(work: () => Value): Value {
    if (this.#database.isTransaction) return work();
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const value = work();
      this.#database.exec('COMMIT');
      return value;
    } catch (error) {
      // SQLite has rolled back by itself where the disk is full.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      this.#count = undefined;
      throw error;
    }
  }

  get(ino: NodeId): Node | undefined {
    return this.#one('SELECT * FROM node WHERE ino = ?', ino);
  }

  /** The child that the user sees under a name. */
  child(parent: NodeId, name: string): Node | undefined {
    return this.#one('SELECT * FROM node WHERE parent = ? AND key = ?', parent, this.#keyOf(name));
  }

  /** What the user sees in a folder. */
  children(parent: NodeId): readonly Node[] {
    return this.#all('SELECT * FROM node WHERE parent = ?', parent);
  }

  hasChildren(parent: NodeId): boolean {
    return this.#statement('SELECT 1 FROM node WHERE parent = ? LIMIT 1').get(parent) !== undefined;
  }

  /** Whether a node is a folder or lies anywhere in it, for the user. */
  isWithin(ino: NodeId, folder: NodeId): boolean {
    for (let current: NodeId | undefined = ino; current !== undefined; ) {
      if (current === folder) return true;
      current = this.get(current)?.place?.parent;
    }
    return false;
  }

  /** The child that the store has under a name. */
  remoteChild(parent: NodeId, name: string): Node | undefined {
    const elsewhere = this.#one(
      'SELECT * FROM node WHERE remote_parent = ? AND remote_key = ?',
      parent,
      this.#keyOf(name),
    );
    if (elsewhere !== undefined) return elsewhere;
    // A node without a remote place of its own is where the user sees it, if the store has it at all.
    const here = this.#one(
      'SELECT * FROM node WHERE parent = ? AND key = ? AND remote_parent IS NULL',
      parent,
      this.#keyOf(name),
    );
    return here !== undefined && isInStore(here) ? here : undefined;
  }

  /** What the store has in a folder. */
  remoteChildren(parent: NodeId): readonly Node[] {
    return [
      ...this.#all('SELECT * FROM node WHERE remote_parent = ?', parent),
      ...this.#all('SELECT * FROM node WHERE parent = ? AND remote_parent IS NULL', parent).filter(
        isInStore,
      ),
    ];
  }

  byRemoteId(id: string): Node | undefined {
    return this.#one('SELECT * FROM node WHERE remote_id = ?', id);
  }

  /** Nodes with something to send or to merge, parked ones left out, the longest resting first. */
  pending(): readonly Node[] {
    return this.#all(
      'SELECT * FROM node WHERE changed_at IS NOT NULL AND problem IS NULL ORDER BY changed_at',
    );
  }

  /** How many nodes are pending, and when the first and the last of them were changed; undefined for none. */
  pendingSpan():
    | { readonly count: number; readonly oldest: number; readonly newest: number }
    | undefined {
    const row = this.#statement(
      `SELECT count(*) AS count, min(changed_at) AS oldest, max(changed_at) AS newest
       FROM node WHERE changed_at IS NOT NULL AND problem IS NULL`,
    ).get() as { readonly count: number; readonly oldest: number; readonly newest: number };
    return row.count === 0 ? undefined : row;
  }

  /** How much there is to send, parked nodes not counted. */
  pendingTotals(): { readonly changes: number; readonly bytes: number } {
    const totals = this.#statement(
      `SELECT count(*) AS changes,
              coalesce(sum(CASE WHEN kind = 'file' AND revision IS NULL AND parent IS NOT NULL THEN size ELSE 0 END), 0) AS bytes
       FROM node WHERE changed_at IS NOT NULL AND problem IS NULL`,
    ).get();
    return totals as unknown as { readonly changes: number; readonly bytes: number };
  }

  /** Nodes that cannot be sent as they stand. */
  parked(): readonly Node[] {
    return this.#all('SELECT * FROM node WHERE changed_at IS NOT NULL AND problem IS NOT NULL');
  }

  /** What the user sees of nodes that are never sent, without what lies in them. */
  keptHere(): readonly Node[] {
    return this.#all(
      `SELECT node.* FROM node JOIN node AS folder ON folder.ino = node.parent
       WHERE node.local_only = 1 AND folder.local_only = 0`,
    );
  }

  /** Every node but the root, for comparing with a new listing. */
  *inodes(): Generator<NodeId> {
    for (const row of this.#statement('SELECT ino FROM node WHERE ino <> ?').iterate(rootNode)) {
      yield row['ino'] as NodeId;
    }
  }

  count(): number {
    this.#count ??= this.#statement('SELECT count(*) AS nodes FROM node').get()?.[
      'nodes'
    ] as number;
    return this.#count;
  }

  insert(node: Omit<Node, 'ino'>): Node {
    const row = rowOf({ ...node, ino: 0 as NodeId }, this.#keyOf);
    const { lastInsertRowid } = this.#run(
      `INSERT INTO node (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      ...columns.map((column) => row[column]),
    );
    if (this.#count !== undefined) this.#count++;
    return { ...node, ino: Number(lastInsertRowid) as NodeId };
  }

  save(node: Node): void {
    const row = rowOf(node, this.#keyOf);
    this.#run(
      `UPDATE node SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE ino = ?`,
      ...columns.map((column) => row[column]),
      node.ino,
    );
  }

  /** What the user sees in a folder has changed. */
  touchFolder(ino: NodeId, now: number): void {
    this.#run('UPDATE node SET mtime = ?, ctime = ? WHERE ino = ?', now, now, ino);
  }

  /** All children that the store has in a folder are known. */
  markListed(ino: NodeId): void {
    this.#run('UPDATE node SET listed = 1 WHERE ino = ?', ino);
  }

  delete(ino: NodeId): void {
    const { changes } = this.#run('DELETE FROM node WHERE ino = ?', ino);
    if (this.#count !== undefined) this.#count -= Number(changes);
  }

  /** Where the store has a node; undefined when it has it nowhere. */
  remotePath(ino: NodeId): StoragePath | undefined {
    return this.#path(ino, (node) => {
      const remote = remoteView(node);
      return remote.kind === 'absent' ? undefined : remote.place;
    });
  }

  /** Where the user sees a node; undefined when nowhere. */
  localPath(ino: NodeId): StoragePath | undefined {
    return this.#path(ino, (node) => node.place);
  }

  #path(ino: NodeId, placeOf: (node: Node) => Place | undefined): StoragePath | undefined {
    const names: string[] = [];
    for (let current = ino; current !== rootNode; ) {
      const node = this.get(current);
      const place = node && placeOf(node);
      if (place === undefined) return undefined;
      names.push(place.name);
      current = place.parent;
    }
    return joinPath(rootPath, ...names.reverse());
  }

  #one(sql: string, ...values: readonly (number | string)[]): Node | undefined {
    const row = this.#statement(sql).get(...values) as Row | undefined;
    return row && nodeOf(row);
  }

  #all(sql: string, ...values: readonly (number | string)[]): readonly Node[] {
    return (this.#statement(sql).all(...values) as unknown as readonly Row[]).map(nodeOf);
  }

  #run(sql: string, ...values: readonly (number | string | null)[]) {
    return this.#statement(sql).run(...values);
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function isInStore(node: Node): boolean {
  return remoteView(node).kind !== 'absent';
}
