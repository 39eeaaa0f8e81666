import { Dropbox, type files } from 'dropbox';
import type { Tree } from './tree.ts';

/** What the server holds, by the official SDK, which no contender shares with this bench. */
export async function treeOfServer(url: string, accessToken: string): Promise<Tree> {
  const sdk = new Dropbox({
    accessToken,
    // The SDK takes no address of a server, so its addresses are rewritten on their way out.
    fetch: (address: string, request: RequestInit) => {
      const { pathname, search } = new URL(address);
      return fetch(new URL(`${pathname}${search}`, url), request);
    },
  });
  const entries: Map<string, string> = new Map();
  let { result } = await sdk.filesListFolder({ path: '', recursive: true });
  for (;;) {
    for (const entry of result.entries) entries.set(...describe(entry));
    if (!result.has_more) return entries;
    ({ result } = await sdk.filesListFolderContinue({ cursor: result.cursor }));
  }
}

function describe(entry: files.ListFolderResult['entries'][number]): readonly [string, string] {
  const { path_display: path = '' } = entry;
  return [path, entry['.tag'] === 'file' ? (entry.content_hash ?? 'no hash') : entry['.tag']];
}
