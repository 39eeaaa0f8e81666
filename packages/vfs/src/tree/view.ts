import type { Revision } from '@mooring/core';
import type { NodeId } from '../file-system/node-id.ts';

/** Where a node lies. Parents are nodes and not paths, so moving a folder changes one node only. */
export interface Place {
  readonly parent: NodeId;
  readonly name: string;
}

/** A content of a file as the store knows it. */
export interface StoredContent {
  readonly revision: Revision;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly mtime: number;
  readonly hash?: string;
}

/** What the store holds at a node: seen last (the remote view), or agreed last (the synced view). */
export type StoredView =
  | { readonly kind: 'absent' }
  | { readonly kind: 'folder'; readonly place: Place }
  | { readonly kind: 'file'; readonly place: Place; readonly content: StoredContent };

/** The content of a file as the user sees it: one that the store has too, or one that only we have. */
export type LocalContent =
  | { readonly kind: 'stored'; readonly revision: Revision }
  | { readonly kind: 'edited' };

/** What the user sees at a node. */
export type LocalView =
  | { readonly kind: 'absent' }
  | { readonly kind: 'folder'; readonly place: Place }
  | { readonly kind: 'file'; readonly place: Place; readonly content: LocalContent };

/**
 * All that decides what to do about a node. Observations, never pending work: what to send and what to take follows
 * from how the three differ.
 */
export interface Views {
  readonly local: LocalView;
  /** The merge base: what both sides last agreed on. */
  readonly synced: StoredView;
  /** What the store was last seen to hold. */
  readonly remote: StoredView;
}

export const absent: { readonly kind: 'absent' } = { kind: 'absent' };

export function samePlace(a: Place, b: Place): boolean {
  return a.parent === b.parent && a.name === b.name;
}

/** A store may give a moved file another revision; its hash tells that the bytes stayed. */
export function sameContent(a: StoredContent, b: StoredContent): boolean {
  return (
    a.revision === b.revision || (a.hash !== undefined && a.hash === b.hash && a.size === b.size)
  );
}

/** The view of a user who has changed nothing. */
export function localViewOf(stored: StoredView): LocalView {
  if (stored.kind !== 'file') return stored;
  return { ...stored, content: { kind: 'stored', revision: stored.content.revision } };
}
