import { expect } from 'vitest';
import type { Json } from '../../raw/raw-client.ts';

export const timestamp: Json = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
export const id: Json = expect.stringMatching(/^id:[A-Za-z0-9_-]{22}$/);
export const rev: Json = expect.stringMatching(/^[0-9a-f]{9,}$/);
export const hash: Json = expect.stringMatching(/^[0-9a-f]{64}$/);
export const jobId: Json = expect.stringMatching(/^dbjid:/);
export const text: Json = expect.any(String);
export const launched: Json = { '.tag': 'async_job_id', async_job_id: jobId };

/** FileMetadata of an ordinary file, every field. */
export function file(path: string, more: Json = {}): Json {
  return {
    name: path.slice(path.lastIndexOf('/') + 1),
    path_lower: path.toLowerCase(),
    path_display: path,
    id,
    client_modified: timestamp,
    server_modified: timestamp,
    rev,
    size: expect.any(Number),
    is_downloadable: true,
    property_groups: [],
    content_hash: hash,
    ...more,
  };
}

/** FolderMetadata of an ordinary folder, every field. */
export function folder(path: string, more: Json = {}): Json {
  return {
    name: path.slice(path.lastIndexOf('/') + 1),
    path_lower: path.toLowerCase(),
    path_display: path,
    id,
    property_groups: [],
    ...more,
  };
}

export const taggedFile = (path: string, more: Json = {}): Json => ({
  '.tag': 'file',
  ...file(path, more),
});

export const taggedFolder = (path: string, more: Json = {}): Json => ({
  '.tag': 'folder',
  ...folder(path, more),
});

export const notFound: Json = { '.tag': 'not_found' };
export const pathNotFound: Json = { '.tag': 'path', path: notFound };
export const conflict = (kind: string): Json => ({
  '.tag': 'conflict',
  conflict: { '.tag': kind },
});
