import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Revision, StoragePath } from '@mooring/core';
import type { NodeId } from '../file-system/node-id.ts';
import type { ByteRange } from './byte-range.ts';
import type { Content, ContentBase, ContentState } from './content.ts';

interface Row {
  readonly id: number;
  readonly ino: number;
  readonly edited: number;
  readonly size: number;
  readonly base_ino: number | null;
  readonly base_revision: string | null;
  readonly base_path: string | null;
  readonly present: string | null;
}

/** The rows that say what content files hold. */
export class ContentTable {
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #markUnsaved: StatementSync;
  readonly #rebase: StatementSync;
  readonly #recover: StatementSync;
  readonly #delete: StatementSync;
  readonly #byIno: StatementSync;
  readonly #unsaved: StatementSync;
  readonly #all: StatementSync;
  readonly #cachedBytes: StatementSync;
  readonly #leastUsed: StatementSync;

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare(
      'INSERT INTO content (ino, edited, size, base_ino, base_revision, base_path, present, cached_bytes, used_at) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)',
    );
    this.#update = database.prepare(
      'UPDATE content SET ino = ?, edited = ?, unsaved = 0, size = ?, base_ino = ?, base_revision = ?, base_path = ?, present = ?, cached_bytes = ?, used_at = ? WHERE id = ?',
    );
    this.#markUnsaved = database.prepare('UPDATE content SET unsaved = 1 WHERE id = ?');
    this.#recover = database.prepare(
      'UPDATE content SET size = ?, present = ?, unsaved = 0 WHERE id = ?',
    );
    this.#rebase = database.prepare(
      'UPDATE content SET base_ino = ?, base_revision = ?, base_path = coalesce(?, base_path) WHERE ino = ? AND base_revision = ?',
    );
    this.#delete = database.prepare('DELETE FROM content WHERE id = ?');
    this.#byIno = database.prepare('SELECT * FROM content WHERE ino = ? ORDER BY id DESC');
    this.#unsaved = database.prepare('SELECT * FROM content WHERE unsaved = 1');
    this.#all = database.prepare('SELECT * FROM content');
    this.#cachedBytes = database.prepare(
      'SELECT coalesce(sum(cached_bytes), 0) AS bytes FROM content WHERE edited = 0',
    );
    this.#leastUsed = database.prepare('SELECT * FROM content WHERE edited = 0 ORDER BY used_at');
  }

  insert(state: Omit<ContentState, 'id'>, now: number): ContentState {
    const { ino, edited, size, base, present } = state;
    const { lastInsertRowid } = this.#insert.run(
      ino,
      Number(edited),
      size,
      base?.ino ?? null,
      base?.revision ?? null,
      base?.path ?? null,
      jsonOf(present),
      now,
    );
    return { ...state, id: Number(lastInsertRowid) };
  }

  save(content: Content, now: number): void {
    const { edited, size, base, present, presentLength } = content;
    this.#update.run(
      content.ino,
      Number(edited),
      size,
      base?.ino ?? null,
      base?.revision ?? null,
      base?.path ?? null,
      jsonOf(present),
      edited ? 0 : presentLength,
      now,
      content.id,
    );
  }

  markUnsaved(id: number): void {
    this.#markUnsaved.run(id);
  }

  /** After a crash the length of the file says how far the user got. */
  recover({ id, present }: ContentState, size: number): void {
    const ranges = present?.flatMap(({ start, end }) =>
      start < size ? [{ start, end: Math.min(end, size) }] : [],
    );
    this.#recover.run(size, jsonOf(ranges), id);
  }

  rebase(ino: NodeId, from: Revision, to: ContentBase): void {
    this.#rebase.run(to.ino, to.revision, to.path ?? null, ino, from);
  }

  delete(id: number): void {
    this.#delete.run(id);
  }

  /** The contents of one node, the newest first. */
  of(ino: NodeId): readonly ContentState[] {
    return statesOf(this.#byIno.all(ino));
  }

  /** Contents whose size may be behind their files: a crash came before they were saved. */
  unsaved(): readonly ContentState[] {
    return statesOf(this.#unsaved.all());
  }

  all(): readonly ContentState[] {
    return statesOf(this.#all.all());
  }

  cachedBytes(): number {
    return (this.#cachedBytes.get() as { readonly bytes: number }).bytes;
  }

  /** Cached contents, the longest unused first. */
  *leastUsed(): Generator<ContentState & { readonly cachedBytes: number }> {
    for (const row of this.#leastUsed.all()) {
      const { cached_bytes } = row as { readonly cached_bytes: number };
      yield { ...stateOf(row as unknown as Row), cachedBytes: cached_bytes };
    }
  }
}

function statesOf(rows: readonly object[]): readonly ContentState[] {
  return (rows as readonly Row[]).map(stateOf);
}

function stateOf(row: Row): ContentState {
  return {
    id: row.id,
    ino: row.ino as NodeId,
    edited: row.edited === 1,
    size: row.size,
    base:
      row.base_ino === null || row.base_revision === null
        ? undefined
        : {
            ino: row.base_ino as NodeId,
            revision: row.base_revision as Revision,
            path: (row.base_path ?? undefined) as StoragePath | undefined,
          },
    present: row.present === null ? undefined : (JSON.parse(row.present) as readonly ByteRange[]),
  };
}

function jsonOf(ranges: readonly ByteRange[] | undefined): string | null {
  return ranges === undefined ? null : JSON.stringify(ranges);
}
