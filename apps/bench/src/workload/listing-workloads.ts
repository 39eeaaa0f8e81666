import { foldersOfFiles } from './folders-of-files.ts';
import type { Workload } from './workload.ts';

/** Most entries of one page of a listing. */
const pageSize = 2000;

/** An account with many folders is looked through. */
export function listingWorkloads(scale: number): readonly Workload[] {
  const counts = { folders: Math.ceil(1000 * scale), files: Math.ceil(10_000 * scale), size: 100 };
  const account = foldersOfFiles('Wide', counts);
  const pages = Math.ceil((counts.files + counts.folders + 1) / pageSize);
  return [
    {
      name: 'list',
      title: `list ${counts.files} files in ${counts.folders} folders, from the first start (find)`,
      floor: { requests: pages, down: 0, up: 0 },
      account,
      local: [],
      begin: 'first-start',
      script: 'find . | wc -l',
    },
    {
      name: 'list-restarted',
      title: 'the same from a later start',
      floor: { requests: 1, down: 0, up: 0 },
      account,
      local: [],
      begin: 'later-start',
      prepare: 'find . | wc -l',
      script: 'find . | wc -l',
    },
    {
      name: 'list-known',
      title: 'the same once more (ls -lR)',
      floor: { requests: 0, down: 0, up: 0 },
      account,
      local: [],
      begin: 'rest',
      prepare: 'ls -lR',
      script: 'ls -lR',
    },
  ];
}
