import { CommanderError } from 'commander';
import { createLog, type LogLevel } from './create-log.ts';
import { createProgram } from './create-program.ts';
import { describeFailure } from './describe-failure.ts';
import { type ExitReason, exitCodes } from './exit-code.ts';

/**
 * Runs the command that the arguments name, and resolves to the exit code. A failure is shown as one line on standard
 * error; its stack goes to the log, at the level `debug`.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let reason: ExitReason = 'success';
  const program = createProgram((outcome) => {
    reason = outcome;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCodes[reason];
  } catch (error) {
    // Commander has told the user already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    const { reason, line } = describeFailure(error);
    process.stderr.write(`mooring: ${line}\n`);
    createLog(program.opts<{ logLevel: LogLevel }>().logLevel).debug({ err: error }, 'failed');
    return exitCodes[reason];
  }
}
