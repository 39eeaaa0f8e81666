import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { environmentFor } from '../../src/command/environment.ts';
import {
  type DropboxEmulator,
  type DropboxEmulatorOptions,
  startDropboxEmulator,
} from '../../src/index.ts';

export interface PeerResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** An emulator, a folder to work in, and programs that find the emulator by the variables that it prints for them. */
export interface PeerBench extends AsyncDisposable {
  readonly emulator: DropboxEmulator;
  readonly folder: string;
  /** Runs a program to its end. */
  run(program: string, ...args: string[]): Promise<PeerResult>;
  /** What the program printed. Fails when it fails. */
  output(program: string, ...args: string[]): Promise<string>;
}

const execute = promisify(execFile);

export async function openPeerBench(options: DropboxEmulatorOptions = {}): Promise<PeerBench> {
  const emulator = await startDropboxEmulator(options);
  const folder = await mkdtemp(join(tmpdir(), 'emulator-peer-'));
  const authorityFile = join(folder, 'ca.pem');
  await writeFile(authorityFile, await emulator.certificateAuthority());
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    LANG: 'C.UTF-8',
    ...environmentFor(emulator, authorityFile),
  };
  const run: PeerBench['run'] = async (program, ...args) => {
    try {
      const { stdout, stderr } = await execute(program, args, {
        cwd: folder,
        env,
        maxBuffer: 64 * 1024 * 1024,
      });
      return { code: 0, stdout, stderr };
    } catch (error) {
      if (!isExit(error)) throw error;
      return { code: error.code, stdout: error.stdout, stderr: error.stderr };
    }
  };
  return {
    emulator,
    folder,
    run,
    output: async (program, ...args) => {
      const { code, stdout, stderr } = await run(program, ...args);
      if (code === 0) return stdout;
      throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${stderr}${stdout}`);
    },
    [Symbol.asyncDispose]: async () => {
      await emulator.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A program that ran and failed, unlike one that is not there. */
function isExit(error: unknown): error is PeerResult {
  return error instanceof Error && 'code' in error && typeof error.code === 'number';
}
