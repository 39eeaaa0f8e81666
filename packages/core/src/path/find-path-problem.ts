/** Why a string is no canonical path; finishes the sentence "The path … ". Undefined when it is one. */
export function findPathProblem(path: string): string | undefined {
  if (path === '/') return undefined;
  if (!path.startsWith('/')) return 'does not start with a slash';
  if (path.endsWith('/')) return 'ends with a slash';
  if (path.includes('\0')) return 'holds a NUL character';
  for (const name of path.slice(1).split('/')) {
    if (name === '') return 'holds an empty name';
    if (name === '.' || name === '..') return `holds the relative name ${name}`;
  }
  return undefined;
}
