import type { NodeId } from './node-id.ts';

/** Small named values beside the content of a node, as in xattr(7). A name carries its namespace: `user.comment`. */
export interface ExtendedAttributes {
  /** Undefined where the node has no such attribute. */
  get(node: NodeId, name: string): Promise<Uint8Array | undefined>;
  list(node: NodeId): Promise<readonly string[]>;
  set(node: NodeId, name: string, value: Uint8Array): Promise<void>;
  /** Resolves to whether there was one. */
  remove(node: NodeId, name: string): Promise<boolean>;
}
