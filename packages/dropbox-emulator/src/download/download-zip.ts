import { PassThrough, type Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { metadataFor } from '../metadata/metadata-for.ts';
import { refusePath, underTag } from '../path/path-refused.ts';
import { readPath } from '../path/path-schemas.ts';
import { nameOf } from '../path/split-path.ts';
import type { UserCall } from '../route/call.ts';
import { download, type Route } from '../route/route.ts';
import { struct } from '../schema/struct.ts';
import type { FolderEntry } from '../tree/entry.ts';
import { type EntryBelow, entriesBelow } from '../view/entries-below.ts';
import { lookUp } from '../view/look-up.ts';
import { routeError } from '../wire/call-refused.ts';
import { tag } from '../wire/tagged.ts';

const maxEntries = 10_000;
const maxFileSize = 4e9;
const maxTotalSize = 20e9;

export const downloadZip: Route = download({
  name: 'files/download_zip',
  auth: 'user',
  scope: 'files.content.read',
  argument: struct({ path: readPath }),
  handle(call, argument) {
    const folder = underTag('path', () => {
      const entry = lookUp(call, argument.path);
      if (entry.kind !== 'folder') throw refusePath('not_folder');
      return entry;
    });
    const entries = entriesBelow(call.tree, call.view, folder, maxEntries);
    checkLimits(entries);
    return {
      result: { metadata: metadataFor(call).folder(folder) },
      content: {
        kind: 'stream',
        mediaType: 'application/zip',
        open: () => zip(call, folder, entries),
      },
    };
  },
});

function checkLimits(entries: readonly EntryBelow[]): void {
  if (entries.length >= maxEntries) throw routeError(tag('too_many_files'));
  const sizes = entries.map(({ entry }) => (entry.kind === 'file' ? entry.revision.size : 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total > maxTotalSize || sizes.some((size) => size > maxFileSize)) {
    throw routeError(tag('too_large'));
  }
}

/** The folder with all that is in it, packed as it is sent. Documents that can only be exported are left out. */
function zip({ service }: UserCall, folder: FolderEntry, entries: readonly EntryBelow[]): Readable {
  const archive = new ZipFile();
  const top = nameOf(folder.path);
  archive.addEmptyDirectory(`${top}/`);
  for (const { entry, relativePath } of entries) {
    const name = `${top}/${relativePath}`;
    if (entry.kind === 'folder') {
      archive.addEmptyDirectory(`${name}/`);
    } else if (entry.revision.nature.kind !== 'document') {
      const { content, size, clientModified } = entry.revision;
      const options = { mtime: zipTime(clientModified), size };
      archive.addReadStreamLazy(name, options, (give) => {
        give(null, service.contents.read(content, 0, size));
      });
    }
  }
  archive.end();
  const output = new PassThrough();
  archive.on('error', (error) => output.destroy(error));
  return archive.outputStream.pipe(output);
}

const earliest = Date.UTC(1980, 0, 1);
const latest = Date.UTC(2107, 11, 31);

/** Archives cannot tell of times before 1980 or after 2107, as `client_modified` can. */
function zipTime(seconds: number): Date {
  return new Date(Math.min(Math.max(seconds * 1000, earliest), latest));
}
