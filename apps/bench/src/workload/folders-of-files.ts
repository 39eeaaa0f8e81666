import { noise } from './noise.ts';
import type { NamedFile } from './workload.ts';

export interface FileCounts {
  readonly folders: number;
  readonly files: number;
  /** Bytes of each file. */
  readonly size: number;
}

/** Files of one size, spread evenly over the folders below one. */
export function foldersOfFiles(
  top: string,
  { folders, files, size }: FileCounts,
): readonly NamedFile[] {
  return Array.from({ length: files }, (_, index) => {
    const path = `${top}/folder ${index % folders}/file ${index}.txt`;
    return { path, content: noise(path, size) };
  });
}
