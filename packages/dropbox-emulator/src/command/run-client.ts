import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { CommandFailed } from './command-failed.ts';

/**
 * Runs a program with more variables in its environment, on the terminal of this one. Resolves when it has ended, to its
 * exit code, which is 128 and the number of the signal if one ended it, as in a shell.
 *
 * @throws CommandFailed when there is no such program
 */
export async function runClient(
  command: readonly [program: string, ...args: string[]],
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  const forward = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  // The terminal sends Ctrl-C to both, and what it means is up to the program.
  const ignore = (): void => undefined;
  process.on('SIGTERM', forward).on('SIGINT', ignore);
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailed(`${program} cannot be run: ${reason}`, error);
  } finally {
    process.off('SIGTERM', forward).off('SIGINT', ignore);
  }
}
