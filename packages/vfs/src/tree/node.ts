import type { Revision } from '@mooring/core';
import type { NodeKind } from '../file-system/attributes.ts';
import { type NodeId, rootNode } from '../file-system/node-id.ts';
import { plan, type Step } from '../planner/plan.ts';
import { absent, type LocalView, type Place, type StoredView, type Views } from './view.ts';

/** A node of the tree. A value: changing it takes `Tree.save` of a changed copy. */
export interface Node {
  readonly ino: NodeId;
  readonly kind: NodeKind;
  /** Undefined for the root, and for a node that the user removed. */
  readonly place: Place | undefined;
  readonly size: number;
  readonly mtime: number;
  readonly ctime: number;
  readonly atime: number;
  readonly mode: number;
  /** Of a symlink. */
  readonly target: string | undefined;
  /** The stored revision that the user sees. Undefined for an edited file, and for a folder. */
  readonly revision: Revision | undefined;
  /** Hash of that revision. */
  readonly hash: string | undefined;
  /** What the store calls the node. */
  readonly remoteId: string | undefined;
  readonly readOnly: boolean;
  /** The extension that a document of the store is exported with. It has no content of its own. Undefined for a file. */
  readonly exportAs: string | undefined;
  /** Kept here and never sent, as its name asks for or as the store cannot hold it. */
  readonly localOnly: boolean;
  /** Of a folder: all its children in the store are known. */
  readonly listed: boolean;
  /** Undefined: the same as what the user sees. */
  readonly synced: StoredView | undefined;
  /** Undefined: the same as `synced`. */
  readonly remote: StoredView | undefined;
  /** When the user last changed it, while there is something to send or to merge. */
  readonly changedAt: number | undefined;
  /** Why it cannot be sent. Set until somebody changes it again. */
  readonly problem: string | undefined;
}

/** What the user sees at a node. */
export function localView(node: Node): LocalView {
  const { place, kind, revision } = node;
  if (place === undefined || node.localOnly) return absent;
  if (kind === 'folder') return { kind, place };
  return {
    kind: 'file',
    place,
    content: revision === undefined ? { kind: 'edited' } : { kind: 'stored', revision },
  };
}

export function syncedView(node: Node): StoredView {
  if (node.synced !== undefined) return node.synced;
  const { place, kind, revision, size, mtime, hash } = node;
  if (place === undefined || node.localOnly) return absent;
  if (kind === 'folder') return { kind, place };
  // An edited file always carries a synced view, so this one has a revision.
  if (revision === undefined) return absent;
  const content = { revision, size, mtime, ...(hash === undefined ? {} : { hash }) };
  return { kind: 'file', place, content };
}

export function remoteView(node: Node): StoredView {
  return node.remote ?? syncedView(node);
}

/** The node with all its views written out, so that what the user sees can change without them. */
export function withViews(node: Node): Node {
  return { ...node, synced: syncedView(node), remote: remoteView(node) };
}

export function viewsOf(node: Node): Views {
  return { local: localView(node), synced: syncedView(node), remote: remoteView(node) };
}

/** The next step for a node. The root has none, and a local-only node none once the store does not hold it. */
export function planFor(node: Node): Step {
  if (node.ino === rootNode) return { kind: 'settled' };
  const step = plan(viewsOf(node));
  const kept = node.localOnly && node.place !== undefined;
  return step.kind === 'forget' && kept ? { kind: 'settled' } : step;
}
