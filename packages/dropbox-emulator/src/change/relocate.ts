import { refuseConflict, refusePath, underTag } from '../path/path-refused.ts';
import { isBelow, nameOf, parentOf } from '../path/split-path.ts';
import type { Entry } from '../tree/entry.ts';
import { lookUp } from '../view/look-up.ts';
import { createParents, findTarget, renameTarget, type Target } from '../view/target.ts';
import { type CallRefused, routeError } from '../wire/call-refused.ts';
import { tag, tagged } from '../wire/tagged.ts';
import type { ChangeContext } from './change-context.ts';
import { conflictName } from './conflict-name.ts';
import { copyInto } from './copy-into.ts';
import { countInside, insideOf } from './descendants.ts';
import { holdsMount } from './holds-mount.ts';
import { hasRoomFor } from './quota.ts';
import { refuseLocked } from './refuse-locked.ts';
import { totalSize } from './total-size.ts';

export interface Relocation {
  readonly fromPath: string;
  readonly toPath: string;
  readonly autorename: boolean;
  /** More entries than this in one folder are refused. */
  readonly maxEntries: number;
}

/** What one call takes. Batches whose entries succeed or fail by themselves take any number. */
export const maxEntriesPerCall: number = 10_000;

/**
 * Moves a file or folder with all that is in it. Ids stay, every file gets a new revision.
 *
 * @throws CallRefused with a RelocationError
 */
export function moveEntry(context: ChangeContext, relocation: Relocation): Entry {
  const { tree, view, service } = context;
  return tree.changes.write(() => {
    const source = findSource(context, relocation);
    underTag('from_write', () => {
      if (view.mountOf(source.namespace)?.access === 'viewer') {
        throw refusePath('no_write_permission');
      }
    });
    underTag('from_lookup', () => refuseLocked(context, source));
    const { target, isSource } = findDestination(context, source, relocation, 'move');
    if (isSource) return moveOntoItself(context, source, nameOf(target.path));
    refuseNesting(context, source, target);
    const parent = underTag('to', () => createParents(context, target));
    const forget = (): void => tree.deletions.insert(source.namespace, source.path, false);
    const { namespace } = target.mount;
    if (service.behaviour.renameOrder === 'deletion-first') forget();
    const moved = tree.place(source, namespace, target.path, parent);
    for (const entry of insideOf(tree, source)) {
      tree.deletions.insert(entry.namespace, entry.path, true);
      tree.place(entry, namespace, target.path + entry.path.slice(source.path.length));
    }
    if (service.behaviour.renameOrder === 'deletion-last') forget();
    return moved;
  });
}

/**
 * Copies a file or folder with all that is in it. Copies have ids of their own.
 *
 * @throws CallRefused with a RelocationError
 */
export function copyEntry(context: ChangeContext, relocation: Relocation): Entry {
  const { tree } = context;
  return tree.changes.write(() => {
    const source = findSource(context, relocation);
    const { target, isSource } = findDestination(context, source, relocation, 'copy');
    if (isSource) throw conflictAtTarget(source);
    if (holdsMount(tree, source)) throw routeError(tag('cant_copy_shared_folder'));
    if (!hasRoomFor(context, totalSize([source]) + totalSize(insideOf(tree, source)))) {
      throw routeError(tag('insufficient_quota'));
    }
    return copyInto(context, source, insideOf(tree, source), target);
  });
}

function findSource(context: ChangeContext, { fromPath, maxEntries }: Relocation): Entry {
  const source = underTag('from_lookup', () => lookUp(context, fromPath));
  if (countInside(context.tree, source) > maxEntries) throw routeError(tag('too_many_files'));
  return source;
}

/** A free place, unless the relocation leads to where its source is. */
function findDestination(
  context: ChangeContext,
  source: Entry,
  relocation: Relocation,
  kind: 'move' | 'copy',
): { readonly target: Target; readonly isSource: boolean } {
  const target = underTag('to', () => findTarget(context, relocation.toPath));
  const { namespace } = target.mount;
  if (namespace === source.namespace && isBelow(target.key, source.key)) {
    throw routeError(tag('cant_move_folder_into_itself'));
  }
  if (target.existing === undefined) return { target, isSource: false };
  const isSource = target.existing.row === source.row;
  // What is moved does not stand in its own way, unlike what is copied.
  if (relocation.autorename && !(isSource && kind === 'move')) {
    return { target: freeTarget(context, source, target), isSource: false };
  }
  if (isSource) return { target, isSource };
  throw conflictAtTarget(target.existing);
}

function conflictAtTarget(existing: Entry): CallRefused {
  return routeError(tagged('to', refuseConflict(existing.kind).error));
}

/** Nothing may change, or nothing but the spelling. What the service makes of the latter is contested. */
function moveOntoItself(context: ChangeContext, source: Entry, name: string): Entry {
  const refusal = routeError(tag('duplicated_or_nested_paths'));
  if (name === nameOf(source.path)) throw refusal;
  switch (context.service.behaviour.caseOnlyRename) {
    case 'ignore':
      return source;
    case 'apply':
      return respell(context, source, name);
    case 'refuse':
      throw refusal;
  }
}

function freeTarget(context: ChangeContext, source: Entry, target: Target): Target {
  for (let attempt = 1; ; attempt++) {
    const name = conflictName(nameOf(target.path), attempt, 'taken', source.kind);
    const candidate = renameTarget(context, target, name);
    if (candidate.existing === undefined) return candidate;
  }
}

/** Gives an entry another spelling of its name, and what is in it that of its folder. */
function respell(context: ChangeContext, source: Entry, name: string): Entry {
  const { tree } = context;
  const path = `${parentOf(source.path)}/${name}`;
  const respelled = tree.place(source, source.namespace, path);
  for (const entry of insideOf(tree, source)) {
    tree.place(entry, entry.namespace, path + entry.path.slice(source.path.length));
  }
  return respelled;
}

/** A shared folder cannot be put into another one. */
function refuseNesting({ tree }: ChangeContext, source: Entry, target: Target): void {
  if (target.mount.isShared && holdsMount(tree, source)) {
    throw routeError(tag('cant_nest_shared_folder'));
  }
}
