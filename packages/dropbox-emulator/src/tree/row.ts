import type { AuthorTable } from './author-table.ts';
import type { Deletion, Entry, FileNature, FileState, Revision } from './entry.ts';

/** Columns of an entry, for `entryOf`. They are read as lists: a page of a listing is thousands of them. */
export const selectEntry = `
  SELECT e.row, e.namespace, e.key, e.path, e.id, e.sequence, e.mount, e.revision,
         e.content, e.size, lower(hex(e.hash)), e.client_modified, e.author, e.nature
  FROM entry e`;

type StateColumns = readonly [
  content: number,
  size: number,
  hash: string,
  clientModified: number,
  author: number,
  nature: string | null,
];

export type EntryRow = readonly [
  row: number,
  namespace: number,
  key: string,
  path: string,
  id: string,
  sequence: number,
  mount: number | null,
  revision: number | null,
  ...StateColumns,
];

/** Columns of a revision that is past, for `revisionOf`. */
export const selectRevision = `
  SELECT r.stamp, r.namespace, r.file, r.key, r.path,
         r.content, r.size, lower(hex(r.hash)), r.client_modified, r.author, r.nature
  FROM revision r`;

export type RevisionRow = readonly [
  stamp: number,
  namespace: number,
  file: string,
  key: string,
  path: string,
  ...StateColumns,
];

export interface DeletionRow {
  readonly namespace: number;
  readonly key: string;
  readonly path: string;
  readonly sequence: number;
  readonly deleted_at: number;
}

export function entryOf(columns: EntryRow, authors: AuthorTable): Entry {
  const [row, namespace, key, path, id, sequence, mount, stamp] = columns;
  if (stamp === null) {
    return { kind: 'folder', row, namespace, key, path, id, sequence, mount: mount ?? undefined };
  }
  // Written out, and not by way of revisionOf, since this is done for every file of a page.
  const revision: Revision = {
    stamp,
    namespace,
    file: id,
    key,
    path,
    content: columns[8],
    size: columns[9],
    contentHash: columns[10],
    clientModified: columns[11],
    author: authors.accountOf(columns[12]),
    nature: natureOf(columns[13]),
  };
  return { kind: 'file', row, namespace, key, path, id, sequence, revision };
}

export function revisionOf(columns: RevisionRow, authors: AuthorTable): Revision {
  const [stamp, namespace, file, key, path, content, size, hash, clientModified, author, nature] =
    columns;
  return {
    stamp,
    namespace,
    file,
    key,
    path,
    content,
    size,
    contentHash: hash,
    clientModified,
    author: authors.accountOf(author),
    nature: natureOf(nature),
  };
}

/** What is written for a state, in the order of the columns. */
export function stateColumns(
  state: FileState,
  authors: AuthorTable,
): [number, number, Uint8Array, number, number, string | null] {
  return [
    state.content,
    state.size,
    Buffer.from(state.contentHash, 'hex'),
    state.clientModified,
    authors.numberOf(state.author),
    state.nature.kind === 'plain' ? null : JSON.stringify(state.nature),
  ];
}

export function deletionOf(row: DeletionRow): Deletion {
  const { namespace, key, path, sequence } = row;
  return { namespace, key, path, sequence, deletedAt: row.deleted_at };
}

const plain: FileNature = { kind: 'plain' };

function natureOf(json: string | null): FileNature {
  return json === null ? plain : (JSON.parse(json) as FileNature);
}
