import { pathNames } from '../path/path-names.ts';
import { rootPath, type StoragePath } from '../path/storage-path.ts';
import type { MapPath } from './map-result-paths.ts';

/** Turns paths as seen from a folder into paths of the whole store, and back. */
export function rebase(folder: StoragePath): {
  readonly inwards: MapPath;
  readonly outwards: MapPath;
} {
  if (folder === rootPath) return { inwards: (path) => path, outwards: (path) => path };
  const prefix = `${folder}/`;
  const depth = pathNames(folder).length;
  return {
    inwards: (path) => (path === rootPath ? folder : `${folder}${path}`),
    outwards: (path) => {
      if (path.startsWith(prefix)) return path.slice(folder.length) as StoragePath;
      // The store may spell the folder in another way than we do, so what counts is the depth. What is not below the
      // folder is the folder itself, or a change that takes it away: the root, seen from there.
      const names = pathNames(path).slice(depth);
      return names.length === 0 ? rootPath : `/${names.join('/')}`;
    },
  };
}
