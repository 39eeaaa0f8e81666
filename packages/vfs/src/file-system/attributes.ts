import type { NodeId } from './node-id.ts';

export type NodeKind = 'file' | 'folder' | 'symlink';

/** What `stat` shows of a node. Owner and group are the transport's to say: a cloud store knows neither. */
export interface Attributes {
  readonly node: NodeId;
  readonly kind: NodeKind;
  /** Length of the content in bytes; of the target for a symlink; 0 for a folder. */
  readonly size: number;
  /** Permission bits, `0o777` at most. */
  readonly mode: number;
  /** Times in milliseconds since 1970: content changed, node changed, content read. */
  readonly mtime: number;
  readonly ctime: number;
  readonly atime: number;
}
