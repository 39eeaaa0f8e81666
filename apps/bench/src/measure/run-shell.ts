import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Runs a script to its end.
 *
 * @param folder where it works
 * @param local the folder that it knows as `$LOCAL`
 * @throws Error with what it said, when one of its commands fails
 */
export async function runShell(script: string, folder: string, local: string): Promise<void> {
  // The shell enters the folder by itself: Node would wait for a child that starts in a mount.
  await promisify(execFile)('/bin/sh', ['-ec', `cd "$FOLDER"\n${script}`], {
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', FOLDER: folder, LOCAL: local },
    maxBuffer: 256 * 1024 * 1024,
  });
}
