declare const brand: unique symbol;

/**
 * Names a node for as long as the node exists, through renames and new content, and is the inode number that
 * programs see. From 1 to 2^32 - 1, since some transports carry no more. Never used again for another node.
 */
export type NodeId = number & { readonly [brand]: 'NodeId' };

/** The folder that everything lies in. */
export const rootNode: NodeId = 1 as NodeId;
