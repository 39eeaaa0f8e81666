import { foldersOfFiles } from './folders-of-files.ts';
import { noise } from './noise.ts';
import type { Workload } from './workload.ts';

const mebibyte = 1024 * 1024;

/** Most bytes of one request. */
const largestRequest = 150 * mebibyte;

/** Most files of one batch. Each batch takes three requests: sessions, contents, commits. */
const batchSize = 1000;

/** Contents go out of the drive and into it. */
export function transferWorkloads(scale: number): readonly Workload[] {
  const size = Math.ceil(256 * scale) * mebibyte;
  const counts = { folders: Math.ceil(100 * scale), files: Math.ceil(2000 * scale), size: 10_000 };
  const large = [{ path: 'large.bin', content: noise('large', size) }];
  const tree = foldersOfFiles('Tree', counts);
  const contents = counts.files * counts.size;
  return [
    {
      name: 'read-large',
      title: `copy a file of ${size / mebibyte} MiB out (cp)`,
      floor: { requests: 1, down: size, up: 0 },
      account: large,
      local: [],
      begin: 'rest',
      script: 'cp large.bin "$LOCAL/copy.bin"',
    },
    {
      name: 'read-small',
      title: `search in ${counts.files} files of 10 kB (grep -r)`,
      // The whole folder as one archive.
      floor: { requests: 1, down: contents, up: 0 },
      account: tree,
      local: [],
      begin: 'rest',
      script: 'grep -rc "no such text" . > "$LOCAL/found" || true',
    },
    {
      name: 'write-large',
      title: `copy a file of ${size / mebibyte} MiB in (cp)`,
      floor: { requests: Math.ceil(size / largestRequest), down: 0, up: size },
      account: [],
      local: large,
      begin: 'rest',
      script: 'cp "$LOCAL/large.bin" .',
    },
    {
      name: 'write-small',
      title: `copy ${counts.files} files of 10 kB in ${counts.folders} folders in (cp -r)`,
      floor: { requests: 3 * Math.ceil(counts.files / batchSize), down: 0, up: contents },
      account: [],
      local: tree,
      begin: 'rest',
      script: 'cp -r "$LOCAL/Tree" .',
    },
  ];
}
