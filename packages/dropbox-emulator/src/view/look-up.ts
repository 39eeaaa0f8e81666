import type { HiddenEntries } from '../fault/hidden-entries.ts';
import { pathKey } from '../path/path-key.ts';
import { type PathReference, parsePathReference } from '../path/path-reference.ts';
import { refusePath } from '../path/path-refused.ts';
import { isMalformedPath } from '../path/path-rules.ts';
import type { Entry, FileEntry, FolderEntry, Revision } from '../tree/entry.ts';
import { stampOfRev } from '../tree/rev.ts';
import type { Tree } from '../tree/tree.ts';
import type { View } from './view.ts';

export interface LookUpContext {
  readonly tree: Tree;
  readonly view: View;
  /** Where look-ups can miss what was just made. */
  readonly service?: { readonly hidden: HiddenEntries };
}

/**
 * What a path of a request names. A `rev:` path names the file as it was then.
 *
 * @throws PathRefused with a LookupError; the root of the view is no entry and counts as malformed
 */
export function lookUp(context: LookUpContext, text: string): Entry {
  const reference = parsePathReference(text);
  if (reference.kind === 'revision') return lookUpRevision(context, reference.rev);
  const key = keyOf(context, reference);
  if (key === '') throw refusePath('malformed_path');
  const entry = entryAt(context, key);
  if (context.service?.hidden.misses(entry.id) === true) throw refusePath('not_found');
  return entry;
}

/** @throws PathRefused with a LookupError, `not_file` for a folder */
export function lookUpFile(context: LookUpContext, text: string): FileEntry {
  const entry = lookUp(context, text);
  if (entry.kind !== 'file') throw refusePath('not_file');
  return entry;
}

/**
 * The folder that a path of a request names, which may be the root. The folder is told by the entry that holds its
 * children, and by its path in the view.
 *
 * @throws PathRefused with a LookupError, `not_folder` for a file
 */
export function lookUpFolder(
  context: LookUpContext,
  text: string,
): { readonly folder: FolderEntry; readonly key: string } {
  const key = keyOf(context, parsePathReference(text));
  return { folder: folderAt(context, key), key };
}

/** The folder at a comparable path. For a mount point, the root of what is mounted. */
export function folderAt(context: LookUpContext, key: string): FolderEntry {
  const { tree, view } = context;
  if (key === '') return tree.rootOf(view.root.namespace);
  const entry = entryAt(context, key);
  if (entry.kind !== 'folder') throw refusePath('not_folder');
  return view.contentsOf(entry);
}

/** Comparable path in the view that a reference leads to, whether or not there is anything. */
export function keyOf(context: LookUpContext, reference: PathReference): string {
  const { view } = context;
  switch (reference.kind) {
    case 'path':
      return keyFrom('', reference.path);
    case 'namespace': {
      const start = view.keyOf(reference.namespace, '');
      if (start === undefined) throw refusePath('not_found');
      return keyFrom(start, reference.rest);
    }
    case 'id': {
      const entry = view.findById(reference.id);
      const start = entry && view.keyOf(entry.namespace, entry.key);
      if (start === undefined) throw refusePath('not_found');
      return keyFrom(start, reference.rest);
    }
    case 'revision':
      throw refusePath('malformed_path');
  }
}

function keyFrom(start: string, rest: string): string {
  if (rest === '') return start;
  if (isMalformedPath(rest)) throw refusePath('malformed_path');
  return start + pathKey(rest);
}

function entryAt({ view }: LookUpContext, key: string): Entry {
  const entry = view.find(key);
  if (entry === undefined) throw refusePath('not_found');
  return entry;
}

function lookUpRevision({ tree, view }: LookUpContext, rev: string): FileEntry {
  const stamp = stampOfRev(rev);
  const revision = stamp === undefined ? undefined : tree.revisions.get(stamp);
  if (revision === undefined || view.mountOf(revision.namespace) === undefined) {
    throw refusePath('not_found');
  }
  return fileOf(revision);
}

/** A file as it was in an earlier state, which no row of the tree shows any more. */
export function fileOf(revision: Revision): FileEntry {
  const { namespace, key, path, file } = revision;
  return { kind: 'file', row: 0, namespace, key, path, id: file, sequence: 0, revision };
}
