import type { FileSystemStatus, LiveFileSystem } from '@mooring/vfs';

/** Resolves when the store has everything that was written until now. */
export async function uploaded(
  fileSystem: Pick<LiveFileSystem, 'onStatus' | 'status'>,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const check = ({ pendingChanges }: FileSystemStatus) => {
    if (pendingChanges === 0) resolve();
  };
  const stopListening = fileSystem.onStatus(check);
  check(fileSystem.status());
  await promise;
  stopListening();
}
