import type { Node } from './node.ts';
import type { StoredContent } from './view.ts';

/** The columns that show a stored content to the user. */
export function columnsOf(
  content: StoredContent,
): Pick<Node, 'revision' | 'size' | 'mtime' | 'hash'> {
  const { revision, size, mtime, hash } = content;
  return { revision, size, mtime, hash };
}
