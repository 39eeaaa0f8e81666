import type { JsonObject } from '../json/json-value.ts';
import { metadataFor } from '../metadata/metadata-for.ts';
import { underTag } from '../path/path-refused.ts';
import { readPath } from '../path/path-schemas.ts';
import type { UserCall, UserOrAppCall } from '../route/call.ts';
import type { Download, DownloadContent } from '../route/download.ts';
import { download, type Route, rpc } from '../route/route.ts';
import { optional } from '../schema/field.ts';
import { list } from '../schema/list.ts';
import { string } from '../schema/string.ts';
import { struct } from '../schema/struct.ts';
import { union } from '../schema/union.ts';
import { followLink, type LinkRequest, type OpenedLink } from '../sharing/link/follow-link.ts';
import { accountOf } from '../sharing/link/follow-routes.ts';
import { formatRev } from '../tree/rev.ts';
import { lookUpFile } from '../view/look-up.ts';
import { CallRefused, routeError } from '../wire/call-refused.ts';
import { tag, tagged, taggedStruct } from '../wire/tagged.ts';
import { mediaInfoOf } from './media-info.ts';
import { renderThumbnail } from './render-thumbnail.ts';
import { type ThumbnailRequest, thumbnailFields } from './thumbnail-argument.ts';

interface PathRequest extends ThumbnailRequest {
  readonly path: string;
  readonly exclude_media_info: boolean | undefined;
}

const thumbnailArgument = struct({ path: readPath, ...thumbnailFields });

export const getThumbnail: Route = download({
  name: 'files/get_thumbnail',
  auth: 'user',
  scope: 'files.content.read',
  argument: thumbnailArgument,
  async handle(call, argument) {
    const { metadata, bytes } = await thumbnailOf(call, argument);
    return { result: metadata, content: imageContent(argument, bytes) };
  },
});

const resource = union({
  path: readPath,
  link: struct({ url: string(), path: optional(string()), password: optional(string()) }),
});

export const getThumbnailV2: Route = download({
  name: 'files/get_thumbnail_v2',
  auth: 'user-or-app',
  scope: 'files.content.read',
  argument: struct({ resource, ...thumbnailFields }),
  async handle(call, { resource: wanted, ...request }) {
    if (wanted.tag === 'link') return await linkedThumbnail(call, wanted.value, request);
    if (call.view === undefined) throw routeError(tag('access_denied'));
    const { metadata, bytes } = await thumbnailOf(call, { path: wanted.value, ...request });
    return { result: { file_metadata: metadata }, content: imageContent(request, bytes) };
  },
});

async function linkedThumbnail(
  call: UserOrAppCall,
  request: LinkRequest,
  thumbnail: ThumbnailRequest,
): Promise<Download> {
  const { link, entry } = followForThumbnail(call, request);
  if (entry.kind === 'folder') throw routeError(tag('not_found'));
  const bytes = await renderThumbnail(call.service, entry, thumbnail);
  const { stamp, namespace } = entry.revision;
  const metadata = { url: link.url, id: entry.id, rev: formatRev(stamp, namespace) };
  return { result: { link_metadata: metadata }, content: imageContent(thumbnail, bytes) };
}

/** The errors of links have other names here. */
function followForThumbnail(call: UserOrAppCall, request: LinkRequest): OpenedLink {
  try {
    return followLink(call.service, request, accountOf(call));
  } catch (error) {
    if (!(error instanceof CallRefused) || error.refusal.kind !== 'route') throw error;
    const isDenied = error.refusal.error['.tag'] === 'shared_link_access_denied';
    throw routeError(tag(isDenied ? 'access_denied' : 'not_found'));
  }
}

const maxBatch = 25;

export const getThumbnailBatch: Route = rpc({
  name: 'files/get_thumbnail_batch',
  host: 'content',
  auth: 'user',
  scope: 'files.content.read',
  argument: struct({ entries: list(thumbnailArgument) }),
  async handle(call, { entries }) {
    if (entries.length > maxBatch) throw routeError(tag('too_many_files'));
    return { entries: await Promise.all(entries.map((entry) => batchEntry(call, entry))) };
  },
});

export async function thumbnailOf(
  call: UserCall,
  request: PathRequest,
): Promise<{ readonly metadata: JsonObject; readonly bytes: Uint8Array }> {
  const { service } = call;
  const file = underTag('path', () => lookUpFile(call, request.path));
  const bytes = await renderThumbnail(service, file, request);
  const mediaInfo =
    request.exclude_media_info === true ? undefined : await mediaInfoOf(service, file);
  return { metadata: metadataFor(call, { mediaInfo }).file(file), bytes };
}

export function imageContent({ format }: ThumbnailRequest, bytes: Uint8Array): DownloadContent {
  return { kind: 'bytes', mediaType: `image/${format}`, bytes };
}

async function batchEntry(call: UserCall, request: PathRequest): Promise<JsonObject> {
  try {
    const { metadata, bytes } = await thumbnailOf(call, request);
    const thumbnail = Buffer.from(bytes).toString('base64');
    return taggedStruct('success', { metadata, thumbnail });
  } catch (error) {
    if (!(error instanceof CallRefused) || error.refusal.kind !== 'route') throw error;
    return tagged('failure', error.refusal.error);
  }
}
