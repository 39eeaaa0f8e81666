import { noise } from './noise.ts';
import type { Workload } from './workload.ts';

const size = 200_000;

/** One document is worked on. */
export function savingWorkloads(): readonly Workload[] {
  const saved = { path: 'report.txt', content: noise('report', size) };
  const earlier = { path: 'report.txt', content: noise('earlier report', size) };
  return [
    {
      name: 'save',
      title: 'save 200 kB as editors do (write beside, move over)',
      floor: { requests: 1, down: 0, up: size },
      account: [earlier],
      local: [saved],
      begin: 'rest',
      script: 'cp "$LOCAL/report.txt" .report.txt.new && mv .report.txt.new report.txt',
    },
    {
      name: 'save-same',
      title: 'write the same 200 kB again',
      floor: { requests: 0, down: 0, up: 0 },
      account: [saved],
      local: [saved],
      begin: 'rest',
      script: 'cat "$LOCAL/report.txt" > report.txt',
    },
    {
      name: 'append',
      title: 'append a line to 200 kB',
      floor: { requests: 1, down: 0, up: size + 5 },
      account: [saved],
      local: [],
      begin: 'rest',
      prepare: 'cat report.txt > /dev/null',
      script: 'echo line >> report.txt',
    },
    {
      name: 'copy',
      title: 'copy a file of 200 kB within the drive (cp)',
      floor: { requests: 1, down: 0, up: 0 },
      account: [saved],
      local: [],
      begin: 'rest',
      prepare: 'cat report.txt > /dev/null',
      script: 'cp report.txt copy.txt',
    },
  ];
}
