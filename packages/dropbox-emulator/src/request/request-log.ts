import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { RequestRecord } from './request-ledger.ts';

/** A file with a line of JSON for each request. */
export class RequestLog {
  readonly #stream: WriteStream;

  private constructor(stream: WriteStream) {
    this.#stream = stream;
    // A disk that is full by then must not end the emulator.
    stream.on('error', (error) => process.emitWarning(error));
  }

  /** Rejects with the error of the system when the file cannot be written. */
  static async open(file: string): Promise<RequestLog> {
    const stream = createWriteStream(file, { flags: 'a' });
    await once(stream, 'open');
    return new RequestLog(stream);
  }

  write(record: RequestRecord): void {
    const { startedAt, duration, ...rest } = record;
    const line = {
      time: new Date(startedAt).toISOString(),
      ...rest,
      milliseconds: Math.round(duration * 10) / 10,
    };
    this.#stream.write(`${JSON.stringify(line)}\n`);
  }

  async close(): Promise<void> {
    this.#stream.end();
    await finished(this.#stream);
  }
}
