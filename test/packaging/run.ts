import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from './published-packages.ts';

/** Runs a program with our Node first on the path, and returns what it prints. What it says when it fails is in the error. */
export async function run(
  cwd: string,
  command: string,
  ...parameters: readonly string[]
): Promise<string> {
  const bin = join(repository, 'node_modules/.bin');
  // The condition would lead imports from what is installed to the sources.
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const env = { ...inherited, PATH: `${bin}${delimiter}${process.env['PATH']}` };
  try {
    const { stdout } = await promisify(execFile)(command, parameters, {
      cwd,
      env,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    const text = `${command} ${parameters.join(' ')} failed:\n${stdout}\n${stderr}`;
    throw new Error(text, { cause: error });
  }
}
