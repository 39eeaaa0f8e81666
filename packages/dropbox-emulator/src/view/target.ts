import { pathKey } from '../path/path-key.ts';
import { type PathReference, parsePathReference } from '../path/path-reference.ts';
import { refuseConflict, refusePath } from '../path/path-refused.ts';
import { hasReservedName, isMalformedPath } from '../path/path-rules.ts';
import { nameOf, parentOf } from '../path/split-path.ts';
import type { Entry, FolderEntry } from '../tree/entry.ts';
import { keyOf, type LookUpContext } from './look-up.ts';
import type { Mount } from './view.ts';

/** A place that a request wants to write to, with all that stands there already. */
export interface Target {
  readonly mount: Mount;
  /** In the mount's namespace. */
  readonly key: string;
  /** As it shall be shown: the folders as they are spelled already, the rest as the request has it. */
  readonly path: string;
  readonly existing: Entry | undefined;
  /** The nearest folder above that exists. */
  readonly ancestor: FolderEntry;
  /** Paths of the folders between the ancestor and the target, outermost first. */
  readonly missing: readonly string[];
}

/** @throws PathRefused with a WriteError when nothing may be written there */
export function findTarget(context: LookUpContext, text: string): Target {
  const { tree, view } = context;
  const path = requestedPath(context, parsePathReference(text));
  const place = view.locate(pathKey(path));
  if (place.mount.access === 'viewer') throw refusePath('no_write_permission');
  // Names are compared by key, which is as long as the path in components but not in characters.
  const depth = componentsOf(place.key).length;
  const relativePath = `/${componentsOf(path).slice(-depth).join('/')}`;
  const existing = tree.find(place.mount.namespace, place.key);
  const { ancestor, below } = nearestFolder(context, place.mount, parentOf(relativePath));
  const missing: string[] = [];
  let parentPath = ancestor.path;
  for (const name of below) {
    parentPath = `${parentPath}/${name}`;
    missing.push(parentPath);
  }
  const shownPath = `${parentPath}/${nameOf(relativePath)}`;
  return { mount: place.mount, key: place.key, path: shownPath, existing, ancestor, missing };
}

/** The same target under another name in the same folder. */
export function renameTarget({ tree }: LookUpContext, target: Target, name: string): Target {
  const path = `${parentOf(target.path)}/${name}`;
  const key = pathKey(path);
  return { ...target, path, key, existing: tree.find(target.mount.namespace, key) };
}

/** Creates the folders that are missing above the target, and returns the one that holds it. */
export function createParents({ tree }: LookUpContext, target: Target): FolderEntry {
  let folder = target.ancestor;
  for (const path of target.missing) folder = tree.insertFolder(folder, path);
  return folder;
}

/** The path in the view, in NFC and otherwise as the request spells it. */
function requestedPath(context: LookUpContext, reference: PathReference): string {
  if (reference.kind === 'path') return checkedPath(reference.path);
  if (reference.kind === 'revision') throw refusePath('malformed_path');
  const rest = reference.rest === '' ? '' : checkedPath(reference.rest);
  const start = keyOf(context, { ...reference, rest: '' });
  if (rest !== '' || reference.kind === 'namespace') {
    if (start + rest === '') throw refusePath('malformed_path');
    return start + rest;
  }
  // An id names the file where it stands, so its own spelling holds.
  const entry = context.view.find(start);
  return entry === undefined ? start : `${parentOf(start)}/${nameOf(entry.path)}`;
}

function checkedPath(path: string): string {
  const normal = path.normalize('NFC');
  if (normal === '' || isMalformedPath(normal)) throw refusePath('malformed_path');
  if (hasReservedName(pathKey(normal))) throw refusePath('disallowed_name');
  return normal;
}

function nearestFolder(
  { tree }: LookUpContext,
  mount: Mount,
  folderPath: string,
): { readonly ancestor: FolderEntry; readonly below: readonly string[] } {
  const names = componentsOf(folderPath);
  let key = pathKey(folderPath);
  for (let depth = names.length; depth > 0; depth--) {
    const entry = tree.find(mount.namespace, key);
    if (entry?.kind === 'file') throw refuseConflict('file_ancestor');
    if (entry !== undefined) return { ancestor: entry, below: names.slice(depth) };
    key = parentOf(key);
  }
  return { ancestor: tree.rootOf(mount.namespace), below: names };
}

function componentsOf(path: string): readonly string[] {
  return path === '' ? [] : path.slice(1).split('/');
}
