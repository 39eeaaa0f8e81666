import type { Deletion, Entry, FileNature, Revision } from './entry.ts';

/** Columns of an entry together with those of its revision, for `entryOf`. */
export const selectEntry = `
  SELECT e.row, e.namespace, e.key, e.path, e.id, e.mount, e.sequence, e.revision,
         r.client_modified, r.author, r.nature, r.content, c.size, lower(hex(c.hash)) AS hash
  FROM entry e LEFT JOIN revision r ON r.stamp = e.revision LEFT JOIN content c ON c.id = r.content`;

export const selectRevision = `
  SELECT r.stamp, r.namespace, r.file, r.key, r.path, r.content, r.client_modified, r.author, r.nature,
         c.size, lower(hex(c.hash)) AS hash
  FROM revision r JOIN content c ON c.id = r.content`;

export interface EntryRow {
  readonly row: number;
  readonly namespace: number;
  readonly key: string;
  readonly path: string;
  readonly id: string;
  readonly mount: number | null;
  readonly sequence: number;
  readonly revision: number | null;
  readonly client_modified: number;
  readonly author: string;
  readonly nature: string | null;
  readonly content: number;
  readonly size: number;
  readonly hash: string;
}

export interface RevisionRow {
  readonly stamp: number;
  readonly namespace: number;
  readonly file: string;
  readonly key: string;
  readonly path: string;
  readonly content: number;
  readonly client_modified: number;
  readonly author: string;
  readonly nature: string | null;
  readonly size: number;
  readonly hash: string;
}

export interface DeletionRow {
  readonly namespace: number;
  readonly key: string;
  readonly path: string;
  readonly sequence: number;
  readonly deleted_at: number;
}

export function entryOf(row: EntryRow): Entry {
  const { row: number, namespace, key, path, id, sequence } = row;
  if (row.revision === null) {
    const mount = row.mount ?? undefined;
    return { kind: 'folder', row: number, namespace, key, path, id, sequence, mount };
  }
  const revision: Revision = {
    stamp: row.revision,
    namespace,
    file: id,
    key,
    path,
    content: row.content,
    size: row.size,
    contentHash: row.hash,
    clientModified: row.client_modified,
    author: row.author,
    nature: natureOf(row.nature),
  };
  return { kind: 'file', row: number, namespace, key, path, id, sequence, revision };
}

export function revisionOf(row: RevisionRow): Revision {
  return {
    stamp: row.stamp,
    namespace: row.namespace,
    file: row.file,
    key: row.key,
    path: row.path,
    content: row.content,
    size: row.size,
    contentHash: row.hash,
    clientModified: row.client_modified,
    author: row.author,
    nature: natureOf(row.nature),
  };
}

export function deletionOf(row: DeletionRow): Deletion {
  const { namespace, key, path, sequence } = row;
  return { namespace, key, path, sequence, deletedAt: row.deleted_at };
}

const plain: FileNature = { kind: 'plain' };

function natureOf(json: string | null): FileNature {
  return json === null ? plain : (JSON.parse(json) as FileNature);
}

export function natureColumn(nature: FileNature): string | null {
  return nature.kind === 'plain' ? null : JSON.stringify(nature);
}
