import { readFile } from 'node:fs/promises';

export interface MountedFolder {
  /** Given by the kernel; no two mounts have the same at one time. */
  readonly id: number;
  readonly folder: string;
  /** As `mount` shows it: `ext4`, `fuse.mooring`. */
  readonly type: string;
  readonly source: string;
}

/** What is mounted in the namespace of this process, in the order of mounting. */
export async function readMountTable(): Promise<readonly MountedFolder[]> {
  return parseMountTable(await readFile('/proc/self/mountinfo', 'utf8'));
}

/** The mount that programs see at exactly this folder: the latest one, where several lie on top of each other. */
export async function findMount(folder: string): Promise<MountedFolder | undefined> {
  return (await readMountTable()).findLast((mount) => mount.folder === folder);
}

/** Whether a mount that was seen before still exists, be it under another one. */
export async function isStillMounted(mount: MountedFolder): Promise<boolean> {
  return (await readMountTable()).some((other) => isSameMount(other, mount));
}

/** The kernel gives the id of a mount that is gone to another one. */
export function isSameMount(one: MountedFolder, other: MountedFolder): boolean {
  return one.id === other.id && one.folder === other.folder && one.type === other.type;
}

/** Reads the format of proc_pid_mountinfo(5): the fields after the ` - ` do not stand at a fixed place. */
export function parseMountTable(text: string): readonly MountedFolder[] {
  const mounts: MountedFolder[] = [];
  for (const line of text.split('\n')) {
    const [before, after] = line.split(' - ');
    const [id, , , , folder] = before?.split(' ') ?? [];
    const [type, source] = after?.split(' ') ?? [];
    if (id === undefined || folder === undefined || type === undefined) continue;
    mounts.push({
      id: Number(id),
      folder: unescapeField(folder),
      type,
      source: unescapeField(source ?? ''),
    });
  }
  return mounts;
}

/** The kernel writes space, tab, newline and backslash as three octal digits, byte by byte. */
function unescapeField(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
