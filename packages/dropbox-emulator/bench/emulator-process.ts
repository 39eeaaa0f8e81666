import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

const main = new URL('../src/main.ts', import.meta.url).pathname;

export const accessToken = 'bench';

/** Linux counts in hundredths of a second towards programs, whatever it does inside. */
const millisecondsPerTick = 10;

/** An emulator in a process of its own, so that what is measured is not the client too. */
export class EmulatorProcess {
  readonly url: string;
  readonly #child: ChildProcess;

  constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  static async start(...args: string[]): Promise<EmulatorProcess> {
    const child = spawn(
      process.execPath,
      [
        '--conditions=@mooring/source',
        '--disable-warning=ExperimentalWarning',
        main,
        '--access-token',
        accessToken,
        ...args,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /Dropbox emulator at (\S+)/.exec(line)?.[1];
      if (url !== undefined) return new EmulatorProcess(url, child);
    }
    throw new Error('The emulator ended early.');
  }

  /** The most memory that the process has had so far, in MB. */
  async peakMemory(): Promise<number> {
    const status = await readFile(`/proc/${this.#child.pid}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
  }

  /** The processor time that the process has used so far, in milliseconds. Unlike time it does not depend on who else is busy. */
  async processorTime(): Promise<number> {
    const stat = await readFile(`/proc/${this.#child.pid}/stat`, 'utf8');
    // The name of the program comes first, in parentheses, and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [userTicks, systemTicks] = [Number(fields[11]), Number(fields[12])];
    return (userTicks + systemTicks) * millisecondsPerTick;
  }

  /** Calls a function whose argument and result are JSON. */
  async rpc<Result>(route: string, argument: unknown): Promise<Result> {
    return await this.#post(`/2/${route}`, JSON.stringify(argument), {
      'Content-Type': 'application/json',
    });
  }

  async upload<Result>(route: string, argument: unknown, body: Uint8Array): Promise<Result> {
    return await this.#post(`/2/${route}`, body, {
      'Content-Type': 'application/octet-stream',
      'Dropbox-API-Arg': JSON.stringify(argument),
    });
  }

  /** How long a call takes until its answer is here in full, in milliseconds, and what it gives. */
  async timed<Result>(
    route: string,
    argument: unknown,
  ): Promise<{ readonly result: Result; readonly milliseconds: number }> {
    const start = performance.now();
    const text = await this.#text(`/2/${route}`, JSON.stringify(argument), {
      'Content-Type': 'application/json',
    });
    return { milliseconds: performance.now() - start, result: JSON.parse(text) as Result };
  }

  /** Puts entries into the account by the controls. */
  async seed(entries: readonly unknown[]): Promise<void> {
    await this.#post('/emulator/files', JSON.stringify({ entries }), {});
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
  }

  async #post<Result>(
    path: string,
    body: string | Uint8Array,
    headers: Readonly<Record<string, string>>,
  ): Promise<Result> {
    return JSON.parse(await this.#text(path, body, headers)) as Result;
  }

  async #text(
    path: string,
    body: string | Uint8Array,
    headers: Readonly<Record<string, string>>,
  ): Promise<string> {
    const response = await fetch(this.url + path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${accessToken}`, ...headers },
      body: Buffer.from(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
    return text;
  }
}
