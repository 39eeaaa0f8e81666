import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { MountError } from './mount-error.ts';
import { isSameMount, isStillMounted, type MountedFolder, readMountTable } from './mount-table.ts';

const run = promisify(execFile);

/** Every way to take a FUSE mount away, the politest first. The lazy ones also work while programs use the mount. */
function unmountCommands(folder: string): readonly (readonly [string, readonly string[]])[] {
  const helpers = ['fusermount3', 'fusermount'] as const;
  const asRoot = [
    ['umount', ['--no-canonicalize', folder]],
    ['umount', ['--no-canonicalize', '--lazy', folder]],
  ] as const;
  const asUser = [
    ...helpers.map((helper) => [helper, ['-u', folder]] as const),
    ...helpers.map((helper) => [helper, ['-u', '-z', folder]] as const),
  ];
  return process.getuid?.() === 0 ? asRoot : [...asUser, ...asRoot];
}

/**
 * Takes a mount away; one that is gone already is no mistake. The folder goes to the programs as an argument and never
 * through a shell.
 *
 * @throws MountError `unmount-failed`
 */
export async function unmountFolder(mount: MountedFolder): Promise<void> {
  const { folder } = mount;
  const mounts = (await readMountTable()).filter((other) => other.folder === folder);
  if (!mounts.some((other) => isSameMount(other, mount))) return;
  const top = mounts.at(-1) ?? mount;
  if (!isSameMount(top, mount)) {
    throw new MountError(
      'unmount-failed',
      `Cannot unmount ${folder}: ${top.source} (${top.type}) is mounted over it. Unmount that first.`,
    );
  }
  const refusals: string[] = [];
  for (const [command, args] of unmountCommands(folder)) {
    try {
      await run(command, args, { timeout: 30_000, killSignal: 'SIGKILL' });
    } catch (error) {
      refusals.push(lastLine(error));
    }
    if (!(await isStillMounted(mount))) return;
  }
  throw new MountError('unmount-failed', `Cannot unmount ${folder}: ${refusals.join('; ')}`);
}

function lastLine(error: unknown): string {
  const { stderr, message } = error as { readonly stderr?: string; readonly message: string };
  return (stderr?.trim() || message).split('\n').at(-1) ?? message;
}
