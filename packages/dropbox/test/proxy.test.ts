import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startDropboxEmulator } from '@mooring/dropbox-emulator';
import { expect, it } from 'vitest';

it('speaks HTTPS to the addresses of Dropbox, through the proxy of the environment', async () => {
  await using emulator = await startDropboxEmulator();
  const folder = await mkdtemp(join(tmpdir(), 'mooring-proxy-'));
  const authority = join(folder, 'authority.pem');
  await writeFile(authority, await emulator.certificateAuthority());
  const program = join(import.meta.dirname, 'server/round-trip.ts');
  const options = ['--conditions=@mooring/source', '--disable-warning=ExperimentalWarning'];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...options, program, emulator.account.accessToken],
    {
      env: {
        HTTPS_PROXY: emulator.url,
        NODE_EXTRA_CA_CERTS: authority,
      },
    },
  );
  expect(stdout).toBe('there and back, changed');
  expect(emulator.requests.of('files/upload').requests).toBe(1);
  await rm(folder, { recursive: true });
}, 30_000);
