import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** As many bytes as one request of an upload session takes, less what makes no whole blocks. */
const requestSize = 148 * 1024 * 1024;

const remotePath = '/curl.bin';

/** Transfers with nothing but curl: what the line and the server give. */
export class Curl {
  readonly #baseUrl: string;
  readonly #accessToken: string;

  constructor(baseUrl: string, accessToken: string) {
    this.#baseUrl = baseUrl;
    this.#accessToken = accessToken;
  }

  /** @param file is sent in the largest requests that the service takes, straight from the disk */
  async up(file: string, size: number): Promise<void> {
    const started = await this.#post('upload_session/start', {}, ['--data-binary', '']);
    const { session_id } = JSON.parse(started) as { readonly session_id: string };
    for (let offset = 0; offset < size; offset += requestSize) {
      const part = `tail -c +${offset + 1} '${file}' | head -c ${requestSize}`;
      const argument = { cursor: { session_id, offset } };
      await this.#pipe(part, 'upload_session/append_v2', argument);
    }
    const commit = { path: remotePath, mode: 'overwrite' };
    const finish = { cursor: { session_id, offset: size }, commit };
    await this.#post('upload_session/finish', finish, ['--data-binary', '']);
  }

  async down(): Promise<void> {
    await this.#post('download', { path: remotePath }, ['--output', '/dev/null']);
  }

  async #post(route: string, argument: unknown, options: readonly string[]): Promise<string> {
    const { stdout } = await run('curl', [...this.#options(route, argument), ...options]);
    return stdout;
  }

  async #pipe(source: string, route: string, argument: unknown): Promise<void> {
    const options = this.#options(route, argument).map((option) => `'${option}'`);
    await run('sh', ['-c', `${source} | curl ${options.join(' ')} --upload-file - --request POST`]);
  }

  #options(route: string, argument: unknown): readonly string[] {
    return [
      ...['--silent', '--show-error', '--fail', '--request', 'POST'],
      ...['--header', `Authorization: Bearer ${this.#accessToken}`],
      ...['--header', `Dropbox-API-Arg: ${JSON.stringify(argument)}`],
      ...(route === 'download' ? [] : ['--header', 'Content-Type: application/octet-stream']),
      ...['--header', 'Expect:'],
      `${this.#baseUrl}/2/files/${route}`,
    ];
  }
}
