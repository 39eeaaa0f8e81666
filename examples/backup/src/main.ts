import { parseArgs } from 'node:util';
import {
  OperationCounts,
  observe,
  rateLimit,
  retry,
  toStoragePath,
  withLayers,
} from '@mooring/core';
import { createDropboxProvider } from '@mooring/dropbox';
import { backUp } from './back-up.ts';

const usage = `Usage: backup <folder> <path in Dropbox>

  DROPBOX_ACCESS_TOKEN   who you are
  DROPBOX_URL            another server that speaks the API of Dropbox
`;

async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const { DROPBOX_ACCESS_TOKEN: accessToken, DROPBOX_URL: baseUrl } = process.env;
  const [source, target] = positionals;
  if (source === undefined || target === undefined || accessToken === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  const dropbox = createDropboxProvider({ accessToken, ...(baseUrl ? { baseUrl } : {}) });
  const counts = new OperationCounts();
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort(new Error('interrupted')));
  try {
    const summary = await backUp({
      provider: withLayers(dropbox, observe(counts.record), retry(), rateLimit({ concurrency: 4 })),
      source,
      target: toStoragePath(target),
      signal: interrupted.signal,
      onFile: (result) => {
        if (result.outcome === 'failed') {
          process.stderr.write(`${result.file.location}: ${describe(result.error)}\n`);
        }
      },
    });
    const calls = Object.values(counts.snapshot()).reduce((sum, { calls }) => sum + calls, 0);
    process.stdout.write(
      `${summary.stored} stored (${summary.storedBytes} bytes), ${summary.unchanged} unchanged, ` +
        `${summary.failed} failed; ${calls} calls\n`,
    );
    return summary.failed === 0 ? 0 : 1;
  } finally {
    await dropbox.dispose?.();
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`backup: ${describe(error)}\n`);
  process.exitCode = 1;
}
