import { spawn } from 'node:child_process';

/**
 * Waits for the end of its input. A line means that the mount was taken away in good order; an end without one
 * means that the mounting process died, and leaves the folder dead for everybody until somebody unmounts it.
 */
const script = `
if read -r line; then exit 0; fi
umount --no-canonicalize --force --lazy "$1" || fusermount3 -u -z "$1" || fusermount -u -z "$1"
`;

export interface Watchdog {
  /** The mount is gone: nothing is left to watch. */
  dismiss(): void;
}

/**
 * Starts a process that removes the mount at a folder should this process die without doing so, by SIGKILL or a crash.
 *
 * Call it before mounting. The FUSE connection is a file descriptor that every later child would inherit and so
 * keep alive, and a mount kept alive by a process that does not answer hangs every program that looks at it.
 */
export function startWatchdog(folder: string): Watchdog {
  const child = spawn('/bin/sh', ['-c', script, 'mooring-watchdog', folder], {
    cwd: '/',
    // A group of its own: Ctrl-C in the terminal is for the mounting process, which takes the mount away itself.
    detached: true,
    env: { PATH: process.env['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  child.stdin.on('error', () => undefined);
  return {
    dismiss() {
      child.stdin.end('done\n');
    },
  };
}
