/** `/a` for `/a/b`, empty for `/a` and for the root. Works on keys as on display paths. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether `key` lies below `ancestor`, however deep. Nothing lies below itself. */
export function isBelow(key: string, ancestor: string): boolean {
  return key.length > ancestor.length && key.startsWith(`${ancestor}/`);
}
