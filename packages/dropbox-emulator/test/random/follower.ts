import type { ApiClient } from '../raw/api-client.ts';
import type { Json } from '../raw/raw-client.ts';
import { Replica } from './replica.ts';

/** A client that lists a folder once with all that is in it, and from then on goes by the changes. */
export class Follower {
  readonly #api: ApiClient;
  readonly #path: string;
  readonly #between: () => Promise<void>;
  #replica = new Replica();
  #cursor = '';

  /** `between` is what happens in the middle of things, between two pages. */
  constructor(api: ApiClient, path: string, between: () => Promise<void>) {
    this.#api = api;
    this.#path = path;
    this.#between = between;
  }

  async begin(): Promise<void> {
    this.#replica = new Replica();
    await this.#take(await this.#list());
  }

  async catchUp(): Promise<void> {
    const argument = { cursor: this.#cursor };
    await this.#take(await this.#api.ok('files/list_folder/continue', argument));
  }

  /** What it knows, a line for each entry. */
  get lines(): readonly string[] {
    return this.#replica.lines;
  }

  /** What is there, if pages are large enough. */
  async linesOfListing(): Promise<readonly string[]> {
    const fresh = new Replica();
    fresh.apply((await this.#list()).entries);
    return fresh.lines;
  }

  #list(): Promise<Json> {
    return this.#api.ok('files/list_folder', { path: this.#path, recursive: true });
  }

  async #take(first: Json): Promise<void> {
    let page = first;
    for (;;) {
      this.#replica.apply(page.entries);
      this.#cursor = page.cursor;
      if (!page.has_more) return;
      await this.#between();
      page = await this.#api.ok('files/list_folder/continue', { cursor: page.cursor });
    }
  }
}
