import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** As many bytes as one request of an upload session takes, less what makes no whole blocks. */
const requestSize = 148 * 1024 * 1024;

const remotePath = '/curl.bin';

/** Transfers with nothing but curl, in the largest requests that the service takes: what the line and the server give. */
export class Curl {
  readonly #baseUrl: string;
  readonly #accessToken: string;
  readonly #parts: readonly string[];
  readonly #size: number;

  private constructor(
    baseUrl: string,
    accessToken: string,
    parts: readonly string[],
    size: number,
  ) {
    this.#baseUrl = baseUrl;
    this.#accessToken = accessToken;
    this.#parts = parts;
    this.#size = size;
  }

  /** @param file is cut into parts beside it, which curl sends as they are */
  static async prepare(
    baseUrl: string,
    accessToken: string,
    file: string,
    size: number,
  ): Promise<Curl> {
    const parts: string[] = [];
    for (let start = 0; start < size; start += requestSize) {
      const part = `${file}.${parts.length}`;
      const end = Math.min(start + requestSize, size) - 1;
      await pipeline(createReadStream(file, { start, end }), createWriteStream(part));
      parts.push(part);
    }
    return new Curl(baseUrl, accessToken, parts, size);
  }

  async up(): Promise<void> {
    const started = await this.#post('upload_session/start', {}, ['--data-binary', '']);
    const { session_id } = JSON.parse(started) as { readonly session_id: string };
    for (const [index, part] of this.#parts.entries()) {
      const argument = { cursor: { session_id, offset: index * requestSize } };
      await this.#post('upload_session/append_v2', argument, ['--upload-file', part]);
    }
    const commit = { path: remotePath, mode: 'overwrite' };
    const finish = { cursor: { session_id, offset: this.#size }, commit };
    await this.#post('upload_session/finish', finish, ['--data-binary', '']);
  }

  async down(): Promise<void> {
    await this.#post('download', { path: remotePath }, ['--output', '/dev/null']);
  }

  async #post(route: string, argument: unknown, options: readonly string[]): Promise<string> {
    const { stdout } = await run('curl', [
      ...['--silent', '--show-error', '--fail', '--request', 'POST'],
      ...['--header', `Authorization: Bearer ${this.#accessToken}`],
      ...['--header', `Dropbox-API-Arg: ${JSON.stringify(argument)}`],
      ...(route === 'download' ? [] : ['--header', 'Content-Type: application/octet-stream']),
      ...['--header', 'Expect:'],
      ...options,
      `${this.#baseUrl}/2/files/${route}`,
    ]);
    return stdout;
  }
}
