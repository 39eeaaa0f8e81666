import type { FileSystemStatus } from '@mooring/vfs';
import type { Keeping, PendingChanges } from '../control/control-protocol.ts';
import { formatBytes } from '../terminal/format-bytes.ts';

export function pendingChanges(status: FileSystemStatus): PendingChanges {
  return {
    changes: status.pendingChanges,
    bytes: status.pendingBytes,
    parked: status.parked.length,
  };
}

export function isEverythingUploaded({ changes, parked }: PendingChanges): boolean {
  return changes === 0 && parked === 0;
}

/** As `1 change (3 B)`, for people. */
export function formatChanges({ changes, bytes }: PendingChanges): string {
  return `${changes} ${changes === 1 ? 'change' : 'changes'} (${formatBytes(bytes)})`;
}

/** What is left to be uploaded while a file system is at work, for people. */
export function formatPending(pending: PendingChanges): string {
  if (pending.changes > 0) return `to upload: ${formatChanges(pending)}`;
  return pending.parked > 0
    ? `everything is uploaded but ${pending.parked} that cannot be`
    : 'everything is uploaded';
}

/** What became of the changes when a mount has ended, in lines for people. */
export function formatOutcome(pending: PendingChanges, keeping: Keeping): readonly string[] {
  const kept = keeping === 'for the next start';
  const lines: string[] = [];
  if (pending.changes > 0) {
    const rest = kept ? ' They are kept, and go out when the account is mounted again.' : '';
    lines.push(`Not uploaded yet: ${formatChanges(pending)}.${rest}`);
  }
  if (pending.parked > 0) {
    const count = `${pending.parked} ${pending.parked === 1 ? 'file or folder' : 'files or folders'}`;
    const rest = kept ? ' They are kept; mount again and see: mooring status' : '';
    lines.push(`Cannot be uploaded as they are: ${count}.${rest}`);
  }
  return lines.length > 0 ? lines : ['Unmounted. All changes are uploaded.'];
}
