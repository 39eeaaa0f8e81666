import { execFileSync } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { exists, startMount } from '../../../../test/fixture/test-mount.ts';
import { openFileAttributes } from './open-file-attributes.ts';

/** Opens a file, has it renamed on the server, and asks for its end through the descriptor when the kernel forgot it. */
async function seekToEndOfMovedFile(without?: string): Promise<string> {
  const mount = await startMount({ fault: 'moved on the server', without });
  const path = join(mount.folder, 'a');
  const file = await open(path, 'w');
  onTestFinished(() => file.close());
  await file.write('12345');
  mount.tell('move');
  await expect.poll(() => exists(path), { timeout: 4000 }).toBe(false);
  const seek = 'print sysseek(STDIN, 0, 2) || $!{ENOENT} && "ENOENT"';
  return execFileSync('perl', ['-MErrno', '-e', seek], {
    stdio: [file.fd, 'pipe', 'inherit'],
    encoding: 'utf8',
  });
}

it('finds the end of an open file that was moved on the server', async () => {
  expect(await seekToEndOfMovedFile()).toBe('5');
});

it('looks for the file at its old path without the guard', async () => {
  expect(await seekToEndOfMovedFile(openFileAttributes.name)).toBe('ENOENT');
});
