/**
 * The name for a file or folder whose own name is taken. The first attempt gives `report (1).pdf`, or for an update
 * that lost `report (conflicted copy).pdf`.
 */
export function conflictName(
  name: string,
  attempt: number,
  reason: 'taken' | 'outdated',
  kind: 'file' | 'folder',
): string {
  const dot = kind === 'file' ? name.lastIndexOf('.') : -1;
  // A name that only starts with a dot has no ending to keep.
  const end = dot > 0 ? dot : name.length;
  const label =
    reason === 'taken' ? `${attempt}` : `conflicted copy${attempt === 1 ? '' : ` ${attempt - 1}`}`;
  return `${name.slice(0, end)} (${label})${name.slice(end)}`;
}
