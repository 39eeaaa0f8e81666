import { foldersOfFiles } from './folders-of-files.ts';
import { noise } from './noise.ts';
import type { Workload } from './workload.ts';

/** Whole folders are moved and removed. */
export function folderWorkloads(scale: number): readonly Workload[] {
  const counts = { folders: Math.ceil(100 * scale), files: Math.ceil(2000 * scale), size: 100 };
  const account = [
    ...foldersOfFiles('Tree', counts),
    { path: 'kept.txt', content: noise('kept', 100) },
  ];
  const floor = { requests: 1, down: 0, up: 0 };
  return [
    {
      name: 'move-folder',
      title: `move a folder with ${counts.files} files (mv)`,
      floor,
      account,
      local: [],
      begin: 'rest',
      prepare: 'find . | wc -l',
      script: 'mv Tree Moved',
    },
    {
      name: 'remove-folder',
      title: `remove a folder with ${counts.files} files (rm -r)`,
      floor,
      account,
      local: [],
      begin: 'rest',
      prepare: 'find . | wc -l',
      script: 'rm -r Tree',
    },
  ];
}
