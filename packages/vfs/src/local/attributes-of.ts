import type { ContentStore } from '../content/content-store.ts';
import type { Attributes } from '../file-system/attributes.ts';
import type { Node } from '../tree/node.ts';

/** What `stat` shows. A file that is being written is ahead of the tree. */
export function attributesOf(node: Node, contents: ContentStore): Attributes {
  const content = contents.editedInUse(node.ino);
  const ahead = content?.unsaved === true ? content : undefined;
  return {
    node: node.ino,
    kind: node.kind,
    size: ahead?.size ?? sizeOf(node),
    mode: node.readOnly ? node.mode & ~0o222 : node.mode,
    mtime: ahead?.writtenAt ?? node.mtime,
    ctime: ahead?.writtenAt ?? node.ctime,
    atime: node.atime,
  };
}

function sizeOf(node: Node): number {
  if (node.kind === 'symlink') return Buffer.byteLength(node.target ?? '');
  return node.kind === 'folder' ? 0 : node.size;
}
