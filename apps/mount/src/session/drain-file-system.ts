import type { LiveFileSystem } from '@mooring/vfs';
import type { PendingChanges } from '../control/control-protocol.ts';
import { pendingChanges } from './pending-changes.ts';

export interface DrainOptions {
  readonly timeoutMs: number;
  /** Ends the waiting when it resolves. */
  readonly giveUp: Promise<void>;
  /** Called while something is pending, each time that changes. */
  readonly onProgress: (pending: PendingChanges) => void;
}

/** Uploads what is pending, for as long as that may take, and resolves to what is left. */
export async function drainFileSystem(
  fileSystem: LiveFileSystem,
  { timeoutMs, giveUp, onProgress }: DrainOptions,
): Promise<PendingChanges> {
  const report = () => {
    const pending = pendingChanges(fileSystem.status());
    if (pending.changes > 0) onProgress(pending);
  };
  const stopListening = fileSystem.onStatus(report);
  try {
    report();
    await Promise.race([fileSystem.drain({ timeoutMs }), giveUp]);
    return pendingChanges(fileSystem.status());
  } finally {
    stopListening();
  }
}
