import type { JsonObject } from '../json/json-value.ts';
import { categoryOf } from '../search/file-category.ts';
import type { Service } from '../service/service.ts';
import type { FileEntry } from '../tree/entry.ts';
import { tag, tagged, taggedStruct } from '../wire/tagged.ts';
import { openImage } from './render-thumbnail.ts';

/** What is known of the picture or film in a file: MediaInfo. Undefined for other files. Films stay pending here. */
export async function mediaInfoOf(
  service: Service,
  file: FileEntry,
): Promise<JsonObject | undefined> {
  switch (categoryOf(file.path)) {
    case 'video':
      return tag('pending');
    case 'image':
      return await photoInfo(service, file);
    default:
      return undefined;
  }
}

async function photoInfo(service: Service, file: FileEntry): Promise<JsonObject | undefined> {
  const image = await openImage(service, file);
  const size = await image.metadata().then(
    ({ autoOrient }) => autoOrient,
    // Bytes that are no image get no information, whatever the name says.
    () => undefined,
  );
  if (size === undefined) return undefined;
  const { width, height } = size;
  return tagged('metadata', taggedStruct('photo', { dimensions: { height, width } }));
}
