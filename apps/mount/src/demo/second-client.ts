import { Dropbox, type DropboxResponseError, type files } from 'dropbox';

export interface ServerEntry {
  readonly kind: 'file' | 'folder';
  /** As the server spells it. */
  readonly path: string;
  readonly size: number;
  readonly id: string;
  /** Dropbox's content hash; undefined for folders. */
  readonly contentHash: string | undefined;
}

/**
 * Another device of the same account: what the server says when this program is not asked. It stands on the official
 * SDK and shares no code with the mount.
 */
export class SecondClient {
  readonly #sdk: Dropbox;
  readonly #requestIds = new Set<string>();

  constructor(baseUrl: string, accessToken: string) {
    this.#sdk = new Dropbox({
      accessToken,
      // The SDK takes no address of a server, so its addresses are rewritten on their way out.
      fetch: async (address: string, request: RequestInit) => {
        const { pathname, search } = new URL(address);
        const answer = await fetch(new URL(`${pathname}${search}`, baseUrl), request);
        this.#requestIds.add(answer.headers.get('x-dropbox-request-id') ?? '');
        return answer;
      },
    });
  }

  /** Whether a request, by the id that the server gave it, was one of this client's. */
  made(requestId: string): boolean {
    return this.#requestIds.has(requestId);
  }

  async download(path: string): Promise<Buffer> {
    const { result } = await this.#sdk.filesDownload({ path });
    return (result as typeof result & { readonly fileBinary: Buffer }).fileBinary;
  }

  /** Writes over what is there. The time is that of the change, in milliseconds since 1970; now unless told. */
  async upload(
    path: string,
    contents: Uint8Array | string,
    modifiedAt: number = Date.now(),
  ): Promise<void> {
    await this.#sdk.filesUpload({
      path,
      contents: Buffer.from(contents),
      mode: { '.tag': 'overwrite' },
      client_modified: new Date(modifiedAt).toISOString().replace(/\.\d+Z$/, 'Z'),
    });
  }

  async createFolder(path: string): Promise<void> {
    await this.#sdk.filesCreateFolderV2({ path });
  }

  async move(from: string, to: string): Promise<void> {
    await this.#sdk.filesMoveV2({ from_path: from, to_path: to });
  }

  async remove(path: string): Promise<void> {
    await this.#sdk.filesDeleteV2({ path });
  }

  /** What is at a path; undefined where nothing is. */
  async find(path: string): Promise<ServerEntry | undefined> {
    try {
      const { result } = await this.#sdk.filesGetMetadata({ path });
      if (result['.tag'] === 'deleted') return undefined;
      return toServerEntry(result);
    } catch (error) {
      if ((error as DropboxResponseError<unknown>).status === 409) return undefined;
      throw error;
    }
  }

  /** Everything in the account, in the order of the paths. */
  async list(): Promise<readonly ServerEntry[]> {
    const entries: ServerEntry[] = [];
    let page = await this.#sdk.filesListFolder({ path: '', recursive: true });
    for (;;) {
      for (const entry of page.result.entries) {
        if (entry['.tag'] !== 'deleted') entries.push(toServerEntry(entry));
      }
      if (!page.result.has_more) break;
      page = await this.#sdk.filesListFolderContinue({ cursor: page.result.cursor });
    }
    return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

function toServerEntry(
  entry: files.FileMetadataReference | files.FolderMetadataReference,
): ServerEntry {
  const { path_display: path = '', id } = entry;
  return entry['.tag'] === 'file'
    ? { kind: 'file', path, id, size: entry.size, contentHash: entry.content_hash }
    : { kind: 'folder', path, id, size: 0, contentHash: undefined };
}
