import { type Json, type RawResponse, send } from './raw-client.ts';

type Headers = Readonly<Record<string, string>>;

interface ApiAddress {
  readonly url: string;
  readonly account: { readonly accessToken: string };
}

/** Calls of the API, each written out by hand in its style. A token of null sends none. */
export class ApiClient {
  readonly #url: string;
  readonly #token: string | null;
  readonly #headers: Headers;

  constructor(
    { url, account }: ApiAddress,
    options: { readonly token?: string | null; readonly headers?: Headers } = {},
  ) {
    this.#url = url;
    this.#token = options.token === undefined ? account.accessToken : options.token;
    this.#headers = options.headers ?? {};
  }

  rpc(route: string, argument: Json, headers: Headers = {}): Promise<RawResponse> {
    return send(this.#url, {
      path: `/2/${route}`,
      headers: { ...this.#common(), 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(argument),
    });
  }

  upload(
    route: string,
    argument: Json,
    body: string | Uint8Array = '',
    headers: Headers = {},
  ): Promise<RawResponse> {
    return send(this.#url, {
      path: `/2/${route}`,
      headers: {
        ...this.#common(),
        'Content-Type': 'application/octet-stream',
        'Dropbox-API-Arg': headerSafe(argument),
        ...headers,
      },
      body,
    });
  }

  download(route: string, argument: Json, headers: Headers = {}): Promise<RawResponse> {
    return send(this.#url, {
      path: `/2/${route}`,
      headers: { ...this.#common(), 'Dropbox-API-Arg': headerSafe(argument), ...headers },
    });
  }

  /** A call that has to go well, for what a test needs beforehand. */
  async ok(route: string, argument: Json): Promise<Json> {
    const { status, text, json } = await this.rpc(route, argument);
    if (status !== 200) throw new Error(`${route} answered ${status}: ${text}`);
    return json;
  }

  /** Puts a file there, and gives its metadata. */
  async put(path: string, content: string | Uint8Array = path): Promise<Json> {
    const argument = { path, mode: 'overwrite' };
    const { status, text, json } = await this.upload('files/upload', argument, content);
    if (status !== 200) throw new Error(`files/upload answered ${status}: ${text}`);
    return json;
  }

  /** The end of a job that a call has left to the server. */
  async job(checkRoute: string, launched: Json): Promise<Json> {
    for (;;) {
      const job = await this.ok(checkRoute, { async_job_id: launched.async_job_id });
      if (job['.tag'] !== 'in_progress') return job;
    }
  }

  #common(): Headers {
    const authorization = this.#token === null ? {} : { Authorization: `Bearer ${this.#token}` };
    return { ...authorization, ...this.#headers };
  }
}

/** What a download tells of its file. */
export function resultOf(response: RawResponse): Json {
  return JSON.parse(String(response.headers['dropbox-api-result']));
}

function headerSafe(argument: Json): string {
  return JSON.stringify(argument).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
