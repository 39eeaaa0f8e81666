import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listRecursively } from './list-recursively.ts';
import { uploadSmallFiles } from './upload-small-files.ts';

// `npm run bench -w @mooring/dropbox-emulator -- 1000 50000` does it with fewer uploads and entries.
const [uploads = '20000', entries = '1000000'] = process.argv.slice(2);

process.stdout.write(`${await uploadSmallFiles(Number(uploads))}\n`);
process.stdout.write(`In memory, ${await listRecursively(Number(entries))}\n`);

const state = await mkdtemp(join(tmpdir(), 'emulator-bench-'));
try {
  const listing = await listRecursively(Number(entries), '--state', state);
  process.stdout.write(`In a state folder, ${listing}\n`);
} finally {
  await rm(state, { recursive: true });
}
