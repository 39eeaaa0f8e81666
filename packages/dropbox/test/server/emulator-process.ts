import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

const main = fileURLToPath(new URL('../../../dropbox-emulator/src/main.ts', import.meta.url));

/** An emulator in a process of its own, which can be killed as a machine loses power, and started again. */
export class EmulatorProcess implements AsyncDisposable {
  readonly #stateFolder: string;
  readonly #port: number;
  #process: ChildProcess | undefined;

  /** Good after a restart too. */
  readonly accessToken: string = 'token-of-the-emulator-process';

  private constructor(stateFolder: string, port: number) {
    this.#stateFolder = stateFolder;
    this.#port = port;
  }

  /** @param stateFolder keeps what the emulator holds from one start to the next */
  static async start(stateFolder: string): Promise<EmulatorProcess> {
    const emulator = new EmulatorProcess(stateFolder, await freePort());
    await emulator.start();
    return emulator;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Resolves when the emulator answers. */
  async start(): Promise<void> {
    const child = spawn(
      process.execPath,
      [
        ...['--conditions=@mooring/source', '--disable-warning=ExperimentalWarning', main],
        ...['--port', String(this.#port), '--state', this.#stateFolder],
        ...['--access-token', this.accessToken],
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    this.#process = child;
    // What it prints says that it is ready.
    const ready = once(child.stdout, 'data').then(() => 'ready');
    const state = await Promise.race([ready, once(child, 'exit')]);
    if (state !== 'ready') throw new Error('the emulator ended before it was ready');
    child.stdout.resume();
  }

  /** Ends it in the middle of whatever it does. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}
