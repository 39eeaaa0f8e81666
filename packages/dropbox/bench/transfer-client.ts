import { open } from 'node:fs/promises';
import { createDropboxProvider, type DropboxProvider } from '@mooring/dropbox';
import type { ClientReport } from './client-report.ts';

// One transfer in a process of its own, so that its peak of memory is that of the transfer.
const [direction = '', baseUrl = '', accessToken = '', file = ''] = process.argv.slice(2);

const remotePath = '/transfer.bin';
const chunkSize = 8 * 1024 * 1024;
const parallel = 4;

/** Reads chunks into a few buffers that are used again, and sends them in a parallel session. */
async function sendFile({ uploads }: DropboxProvider): Promise<void> {
  await using source = await open(file);
  const { size } = await source.stat();
  const session = await uploads.start({ path: remotePath, size, order: 'parallel' });
  const last = Math.floor((size - 1) / chunkSize) * chunkSize;
  let next = 0;

  async function append(buffer: Buffer, offset: number): Promise<void> {
    const { bytesRead } = await source.read(buffer, 0, chunkSize, offset);
    const chunk = buffer.subarray(0, bytesRead);
    const close = offset === last;
    await uploads.append({ session: { ...session, offset }, chunk, close });
  }

  async function work(): Promise<void> {
    const buffer = Buffer.allocUnsafeSlow(chunkSize);
    while (next < last) {
      const offset = next;
      next += chunkSize;
      await append(buffer, offset);
    }
  }

  await Promise.all(Array.from({ length: parallel }, work));
  await append(Buffer.allocUnsafeSlow(chunkSize), last);
  const finished = { ...session, offset: size };
  await uploads.finish({ session: finished, path: remotePath, mode: 'overwrite' });
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
