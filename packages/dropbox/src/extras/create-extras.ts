import type { DropboxClient } from '../client/dropbox-client.ts';
import type { DropboxExtras } from './dropbox-extras.ts';
import { getTemporaryLink } from './get-temporary-link.ts';
import { getThumbnail } from './get-thumbnail.ts';
import { getThumbnails } from './get-thumbnails.ts';

export function createExtras(client: DropboxClient): DropboxExtras {
  return {
    temporaryLink: (request) => getTemporaryLink(client, request),
    thumbnail: (request) => getThumbnail(client, request),
    thumbnails: (request) => getThumbnails(client, request),
  };
}
