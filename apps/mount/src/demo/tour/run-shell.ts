import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { TourFailure } from './tour-failure.ts';

const longestMs = 120_000;

/** Runs a script of the tour in a process of its own, since this process must not look into its own mount. */
export async function runShell(script: string, folder: string, outside: string): Promise<string> {
  try {
    // The shell goes to the folder itself: a working directory would be entered while this process waits for the start.
    const { stdout } = await promisify(execFile)('/bin/sh', ['-ec', `cd "$MOUNT"\n${script}`], {
      env: { ...process.env, LC_ALL: 'C.UTF-8', MOUNT: folder, OUT: outside },
      maxBuffer: 64 * 1024 * 1024,
      timeout: longestMs,
    });
    return stdout;
  } catch (cause) {
    const { stderr = '', message } = cause as {
      readonly stderr?: string;
      readonly message: string;
    };
    throw new TourFailure(`"${script}" failed: ${stderr.trim() || message}`, { cause });
  }
}
