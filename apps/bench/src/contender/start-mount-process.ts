import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Drive, Place } from './contender.ts';

export interface MountProcessOptions {
  readonly command: readonly [program: string, ...args: readonly string[]];
  readonly environment: Readonly<Record<string, string>>;
}

const startTimeoutMs = 30_000;

/**
 * Starts a program that mounts in the foreground, and waits until the kernel knows the mount.
 *
 * @throws Error with all that the program said, when it does not mount
 */
export async function startMountProcess(
  { home, mountPoint }: Place,
  { command: [program, ...args], environment }: MountProcessOptions,
): Promise<Drive> {
  const child = spawn(program, args, {
    // Not in the mount: a process that enters it while it starts would wait for itself.
    cwd: home,
    env: { PATH: process.env['PATH'], HOME: home, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const ended = once(child, 'close');
  const deadline = performance.now() + startTimeoutMs;
  while (!(await isMounted(mountPoint))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL');
      await ended;
      throw new Error(`${program} has not mounted ${mountPoint}: ${said}`);
    }
    await delay(20);
  }
  return {
    mountPoint,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function isMounted(mountPoint: string): Promise<boolean> {
  const table = await readFile('/proc/self/mountinfo', 'utf8');
  return table.split('\n').some((line) => line.split(' ')[4] === mountPoint);
}
