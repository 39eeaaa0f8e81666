import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { TourFailure } from './tour-failure.ts';

export interface ShellFolders {
  /** Where the script works. */
  readonly mount: string;
  /** What the script knows as `$OUT`. */
  readonly outside: string;
}

const longestMs = 120_000;

/**
 * Runs a script of the tour in a process of its own, since this process must not look into its own mount. An abort ends
 * the script with all that it has started.
 *
 * @returns what the script printed
 * @throws TourFailure when the script fails, hangs or is aborted; nothing of it runs any more then
 */
export async function runShell(
  script: string,
  { mount, outside }: ShellFolders,
  signal: AbortSignal,
): Promise<string> {
  // The shell goes to the folder itself: a working directory would be entered while this process waits for the start.
  const shell = spawn('/bin/sh', ['-ec', `cd "$MOUNT"\n${script}`], {
    env: { ...process.env, LC_ALL: 'C.UTF-8', MOUNT: mount, OUT: outside },
    stdio: ['ignore', 'pipe', 'pipe'],
    // With a process group of its own, so that what the shell has started can be ended with it.
    detached: true,
  });
  const end = AbortSignal.any([signal, AbortSignal.timeout(longestMs)]);
  const kill = () => killGroup(shell.pid);
  end.addEventListener('abort', kill);
  if (end.aborted) kill();
  const [stdout, stderr, [code, killedBy]] = await Promise.all([
    text(shell.stdout),
    text(shell.stderr),
    once(shell, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  end.removeEventListener('abort', kill);
  if (code === 0) return stdout;
  const reason = stderr.trim() || (killedBy ?? `it ended with ${code}`);
  throw new TourFailure(`"${script}" failed: ${reason}`);
}

function killGroup(group: number | undefined): void {
  if (group === undefined) return;
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    // It has ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
