/** The ways in which a request can name a file or folder. */
export type PathReference =
  /** From the path root: empty for the root itself, else `/a/b`. */
  | { readonly kind: 'path'; readonly path: string }
  /** By id; `rest` leads on from there and is empty or starts with a slash. */
  | { readonly kind: 'id'; readonly id: string; readonly rest: string }
  | { readonly kind: 'namespace'; readonly namespace: number; readonly rest: string }
  | { readonly kind: 'revision'; readonly rev: string };

/** Takes a path apart that fits one of the path schemas. */
export function parsePathReference(text: string): PathReference {
  if (text.startsWith('id:')) {
    const slash = text.indexOf('/');
    const end = slash === -1 ? text.length : slash;
    return { kind: 'id', id: text.slice(0, end), rest: text.slice(end) };
  }
  if (text.startsWith('rev:')) return { kind: 'revision', rev: text.slice('rev:'.length) };
  const namespace = /^ns:([0-9]+)/.exec(text);
  if (namespace !== null) {
    const rest = text.slice(namespace[0].length);
    return { kind: 'namespace', namespace: Number(namespace[1]), rest };
  }
  return { kind: 'path', path: text };
}
