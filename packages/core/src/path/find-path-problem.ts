/** Every name is there, holds no NUL, and is neither `.` nor `..`. */
const canonicalPath = /^(?:\/(?!\.\.?(?:\/|$))[^/\0]+)+$/;

/** Why a string is no canonical path; finishes the sentence "The path … ". Undefined when it is one. */
export function findPathProblem(path: string): string | undefined {
  if (path === '/' || canonicalPath.test(path)) return undefined;
  if (!path.startsWith('/')) return 'does not start with a slash';
  if (path.endsWith('/')) return 'ends with a slash';
  if (path.includes('\0')) return 'holds a NUL character';
  if (path.includes('//')) return 'holds an empty name';
  return 'holds one of the relative names . and ..';
}
