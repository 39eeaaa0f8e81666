import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { RequestRecord } from './request-ledger.ts';

/** A file with a line of JSON for each request. */
export class RequestLog {
  readonly #stream: WriteStream;

  constructor(file: string) {
    this.#stream = createWriteStream(file, { flags: 'a' });
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
