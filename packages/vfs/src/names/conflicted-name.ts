/**
 * The name under which our version is kept beside the store's: `report (laptop's conflicted copy 2026-11-23).txt`, the
 * form that Dropbox's own clients use.
 *
 * @param attempt 1 for the plain form; from 2 on a number tells copies of one day apart
 */
export function conflictedName(name: string, host: string, now: number, attempt: number): string {
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  const extension = dot > 0 ? name.slice(dot) : '';
  const date = new Date(now).toISOString().slice(0, 10);
  const mark = ` (${host}'s conflicted copy ${date}${attempt === 1 ? '' : ` ${attempt}`})`;
  return `${shorten(stem, maxNameLength - mark.length - extension.length)}${mark}${extension}`;
}

/** Also the limit of most local file systems, so that a copy of the file elsewhere has room too. */
const maxNameLength = 255;

/** Cuts between code points, so that no half of a surrogate pair is left. */
function shorten(stem: string, length: number): string {
  if (stem.length <= length) return stem;
  const cut = stem.slice(0, Math.max(length, 1));
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
