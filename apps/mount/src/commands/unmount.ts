import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { ExitReason } from '../command-line/exit-code.ts';
import { askControl } from '../control/ask-control.ts';
import { controlAddress } from '../control/control-address.ts';
import type { ControlAnswer } from '../control/control-protocol.ts';
import { formatChanges, formatOutcome, isEverythingUploaded } from '../session/pending-changes.ts';
import { userFolders } from '../settings/user-folders.ts';
import { createTerminal, type Terminal } from '../terminal/terminal.ts';
import { MountError } from '../transport/mount-error.ts';
import { findMount } from '../transport/mount-table.ts';
import { mountType } from '../transport/mount-type.ts';
import { unmountFolder } from '../transport/unmount-folder.ts';

/** Asks the process of a mount to end it, and shows what it says. Where there is no such process, unmounts itself. */
export async function unmountCommand(folder: string): Promise<ExitReason> {
  const terminal = createTerminal();
  const path = await canonicalPath(folder);
  const address = controlAddress(userFolders().runtime, path);
  const outcome = await askToUnmount(address, terminal);
  if (outcome !== undefined) {
    const { pending, keeping } = outcome;
    for (const line of formatOutcome(pending, keeping)) terminal.line(line);
    return isEverythingUploaded(pending) ? 'success' : 'changes-pending';
  }
  const mount = await findMount(path);
  if (mount?.type !== mountType) {
    throw new MountError(
      'not-mounted',
      `Nothing of mooring is mounted at ${folder}. See: mooring status`,
    );
  }
  await unmountFolder(mount);
  terminal.line(
    'Unmounted a mount that nobody answers for. What it had not uploaded goes out when the account is mounted again.',
  );
  return 'success';
}

/** What is left when it is done; undefined where nobody listens. */
async function askToUnmount(
  address: string,
  terminal: Terminal,
): Promise<Extract<ControlAnswer, { kind: 'unmounted' }> | undefined> {
  try {
    for await (const answer of askControl(address, { command: 'unmount' })) {
      if (answer.kind === 'progress') {
        terminal.live(`Unmounted. Uploading ${formatChanges(answer.pending)}`);
      } else if (answer.kind === 'unmounted') {
        terminal.live('');
        return answer;
      } else if (answer.kind === 'failed') {
        throw new MountError('unmount-failed', answer.message);
      }
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return undefined;
    throw error;
  }
  throw new MountError(
    'unmount-failed',
    'The mount ended without a word; its process may have died.',
  );
}

/** The path as the kernel knows it. Only of the parent, where the folder itself cannot be looked at any more. */
async function canonicalPath(folder: string): Promise<string> {
  const path = resolve(folder);
  try {
    return await realpath(path);
  } catch {
    return join(await realpath(dirname(path)).catch(() => dirname(path)), basename(path));
  }
}
