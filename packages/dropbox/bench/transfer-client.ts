import { openAsBlob } from 'node:fs';
import { upload } from '@mooring/core';
import { createDropboxProvider, type DropboxProvider } from '@mooring/dropbox';
import type { ClientReport } from './client-report.ts';

// One transfer in a process of its own, so that its peak of memory is that of the transfer.
const [direction = '', baseUrl = '', accessToken = '', file = ''] = process.argv.slice(-4);

const remotePath = '/transfer.bin';

/** As the README shows it. */
async function sendFile(provider: DropboxProvider): Promise<void> {
  const content = await openAsBlob(file);
  const chunkSize = 8 * 1024 * 1024;
  await upload(provider, { path: remotePath, content, mode: 'overwrite', chunkSize, parallel: 4 });
}

/** Reads a file to its end and keeps nothing of it, as `curl -o /dev/null` does. */
async function receiveFile(provider: DropboxProvider): Promise<void> {
  const { entry, body } = await provider.read({ path: remotePath });
  let received = 0;
  for await (const chunk of body) received += chunk.byteLength;
  if (received !== entry.size) throw new Error(`${received} bytes came of ${entry.size}`);
}

const provider = createDropboxProvider({ accessToken, baseUrl });
const startedAt = performance.now();
await (direction === 'up' ? sendFile(provider) : receiveFile(provider));
const report: ClientReport = {
  seconds: (performance.now() - startedAt) / 1000,
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(JSON.stringify(report));
await provider.dispose?.();
