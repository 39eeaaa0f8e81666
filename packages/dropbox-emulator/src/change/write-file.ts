import { type Content, contentState } from '../content/content-store.ts';
import { refuseConflict, refusePath } from '../path/path-refused.ts';
import { nameOf } from '../path/split-path.ts';
import type { FileEntry, FileNature } from '../tree/entry.ts';
import { formatRev } from '../tree/rev.ts';
import { createParents, findTarget, renameTarget, type Target } from '../view/target.ts';
import type { ChangeContext } from './change-context.ts';
import { conflictName } from './conflict-name.ts';
import { hasRoomFor } from './quota.ts';

export type WriteMode =
  | { readonly tag: 'add' }
  | { readonly tag: 'overwrite' }
  /** Only over the revision with this rev. */
  | { readonly tag: 'update'; readonly value: string };

export interface FileCommit {
  /** A path as requests give it. */
  readonly path: string;
  readonly mode: WriteMode;
  readonly autorename: boolean;
  /** Seconds since 1970; now when left out. */
  readonly clientModified: number | undefined;
  readonly strictConflict: boolean;
  readonly nature?: FileNature | undefined;
}

/** Bytes that are here but not yet content. They are taken only once it is sure that they are wanted. */
export interface PendingContent {
  readonly size: number;
  readonly hash: string;
  take(): Content;
}

/**
 * Writes a file, with the folders above it. Where the same bytes stand already nothing changes, and the file is
 * returned as it is.
 *
 * @throws PathRefused with a WriteError
 */
export function writeFile(
  context: ChangeContext,
  commit: FileCommit,
  content: PendingContent,
): FileEntry {
  return context.tree.changes.write(() => {
    const target = findTarget(context, commit.path);
    const outcome = judge(target, commit, content);
    switch (outcome.kind) {
      case 'keep':
        return outcome.file;
      case 'write':
        return put(context, target, commit, content);
      case 'conflict':
        if (!commit.autorename) throw refuseConflict(outcome.conflict);
        return put(context, freeTarget(context, target, commit.mode), commit, content);
    }
  });
}

type Outcome =
  | { readonly kind: 'keep'; readonly file: FileEntry }
  | { readonly kind: 'write' }
  | { readonly kind: 'conflict'; readonly conflict: 'file' | 'folder' };

function judge(target: Target, commit: FileCommit, content: PendingContent): Outcome {
  const { existing } = target;
  const { mode, strictConflict } = commit;
  if (existing?.kind === 'folder') return { kind: 'conflict', conflict: 'folder' };
  if (existing === undefined) {
    const isLost = mode.tag === 'update' && strictConflict;
    return isLost ? { kind: 'conflict', conflict: 'file' } : { kind: 'write' };
  }
  const { revision } = existing;
  const isBase =
    mode.tag === 'update' && mode.value === formatRev(revision.stamp, revision.namespace);
  const isSame = revision.contentHash === content.hash && revision.size === content.size;
  const keeps = !strictConflict || mode.tag === 'overwrite' || isBase;
  if (isSame && keeps && revision.nature.kind === (commit.nature?.kind ?? 'plain')) {
    return { kind: 'keep', file: existing };
  }
  const replaces = mode.tag === 'overwrite' || isBase;
  return replaces ? { kind: 'write' } : { kind: 'conflict', conflict: 'file' };
}

function freeTarget(context: ChangeContext, target: Target, mode: WriteMode): Target {
  const reason = mode.tag === 'update' ? 'outdated' : 'taken';
  for (let attempt = 1; ; attempt++) {
    const name = conflictName(nameOf(target.path), attempt, reason, 'file');
    const candidate = renameTarget(context, target, name);
    if (candidate.existing === undefined) return candidate;
  }
}

function put(
  context: ChangeContext,
  target: Target,
  commit: FileCommit,
  content: PendingContent,
): FileEntry {
  const { service, tree, view } = context;
  const existing = target.existing?.kind === 'file' ? target.existing : undefined;
  if (existing !== undefined && service.fileLocks.isHeldFrom(existing.id, view.account)) {
    throw refusePath('no_write_permission');
  }
  if (!hasRoomFor(context, content.size - (existing?.revision.size ?? 0))) {
    throw refusePath('insufficient_space');
  }
  const state = {
    ...contentState(content.take()),
    clientModified: commit.clientModified ?? Math.floor(service.clock.now() / 1000),
    author: view.account,
    nature: commit.nature ?? { kind: 'plain' },
  } as const;
  if (existing !== undefined) return tree.revise(existing, state);
  return tree.insertFile(createParents(context, target), target.path, state);
}
