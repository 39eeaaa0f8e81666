import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
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

/** A program that goes on beside the test. Ends with the block that it is used in. */
export interface RunningPeer extends AsyncDisposable {
  /** What it said when it was ready. */
  readonly ready: RegExpExecArray;
  /** All that it printed, when it has ended by itself. */
  ended(): Promise<string>;
}

/** An emulator, a folder to work in, and programs that find the emulator by the variables that it prints for them. */
export interface PeerBench extends AsyncDisposable {
  readonly emulator: DropboxEmulator;
  readonly folder: string;
  /** Runs a program to its end. */
  run(program: string, ...args: string[]): Promise<PeerResult>;
  /** What the program printed. Fails when it fails. */
  output(program: string, ...args: string[]): Promise<string>;
  /** Starts a program, and waits until it has printed what fits. */
  start(ready: RegExp, program: string, ...args: string[]): Promise<RunningPeer>;
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
  const start: PeerBench['start'] = async (ready, program, ...args) => {
    const child = spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = once(child, 'close');
    let printed = '';
    const isReady = new Promise<RegExpExecArray>((resolve) => {
      const take = (text: string): void => {
        printed += text;
        const found = ready.exec(printed);
        if (found !== null) resolve(found);
      };
      child.stdout.setEncoding('utf8').on('data', take);
      child.stderr.setEncoding('utf8').on('data', take);
    });
    const failed = ended.then(([code]) => {
      throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${printed}`);
    });
    // When it ends later, nobody waits for it to get ready any more.
    failed.catch(() => undefined);
    return {
      ready: await Promise.race([isReady, failed]),
      ended: async () => {
        await ended;
        return printed;
      },
      [Symbol.asyncDispose]: async () => {
        child.kill();
        await ended;
      },
    };
  };
  return {
    emulator,
    folder,
    run,
    start,
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
