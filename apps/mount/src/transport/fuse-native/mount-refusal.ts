import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { findMount } from '../mount-table.ts';
import { unmountFolder } from '../unmount-folder.ts';

/** Bit of CAP_SYS_ADMIN in the masks of capabilities, capabilities(7). */
const mayMount = 1n << 21n;

const longestMs = 10_000;

/**
 * Why the operating system refuses to mount, in words for people: the binding says no more than that it failed.
 * Undefined where that cannot be told.
 *
 * @param kernelOptions as for `mount -o`, without those that libfuse keeps to itself
 */
export async function findMountRefusal(
  folder: string,
  kernelOptions: string,
): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return askHelper(folder, kernelOptions);
  if (await isMountingAllowed()) return undefined;
  return 'this process may not mount (no CAP_SYS_ADMIN). A container needs --cap-add SYS_ADMIN --device /dev/fuse';
}

/**
 * libfuse hands the helper a closed standard error, so it is called once more by us. Should it succeed this time, what
 * it mounts has no one to answer for it and is taken away.
 */
async function askHelper(folder: string, kernelOptions: string): Promise<string | undefined> {
  const args = ['-o', kernelOptions, '--', folder];
  const said = await new Promise<string>((resolve) => {
    const env = { PATH: process.env['PATH'], _FUSE_COMMFD: '0', LC_ALL: 'C' };
    execFile('fusermount', args, { env, timeout: longestMs }, (_, __, errors) => resolve(errors));
  });
  const mount = await findMount(folder);
  if (mount !== undefined) await unmountFolder(mount);
  const line = said.trim().split('\n').at(-1) ?? '';
  return line === '' ? undefined : line;
}

async function isMountingAllowed(): Promise<boolean> {
  const status = await readFile('/proc/self/status', 'utf8');
  const [, mask = 'ffffffffffffffff'] = /^CapEff:\s*([0-9a-f]+)$/m.exec(status) ?? [];
  return (BigInt(`0x${mask}`) & mayMount) !== 0n;
}
