import { pathNames } from '../path/path-names.ts';
import { rootPath, type StoragePath } from '../path/storage-path.ts';
import type { MapPath } from './map-result-paths.ts';

/** Turns paths as seen from a folder into paths of the whole store, and back. */
export function rebase(folder: StoragePath): {
  readonly inwards: MapPath;
  readonly outwards: MapPath;
} {
  if (folder === rootPath) return { inwards: (path) => path, outwards: (path) => path };
  const depth = pathNames(folder).length;
  return {
    inwards: (path) => (path === rootPath ? folder : `${folder}${path}`),
    // By depth and not by text: a store may spell the folder in another way than we do. What is not below the folder is
    // the folder itself or a change that takes it away, so it counts as the root.
    outwards: (path) => {
      const names = pathNames(path).slice(depth);
      return names.length === 0 ? rootPath : `/${names.join('/')}`;
    },
  };
}
