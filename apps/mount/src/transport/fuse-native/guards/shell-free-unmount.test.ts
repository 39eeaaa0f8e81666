import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { emptyFolder, startMount } from '../../../../test/fixture/test-mount.ts';
import { shellFreeUnmount } from './shell-free-unmount.ts';

/** A folder whose name makes a shell write a file beside it. */
async function folderForShells() {
  const folder = await emptyFolder(`a 'quoted" $(touch\${IFS}\${MARK}) folder`);
  const mark = join(dirname(folder), 'mark');
  process.env['MARK'] = mark;
  return { folder, mark };
}

it('unmounts a folder with shell characters in its name', async () => {
  const { folder, mark } = await folderForShells();
  const mount = await startMount({ folder });
  mount.tell('unmount');
  expect(await mount.nextReport()).toEqual({ kind: 'ended', how: 'unmounted' });
  await expect(access(mark)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('runs what is in the name without the guard', async () => {
  const { folder, mark } = await folderForShells();
  const mount = await startMount({ folder, without: shellFreeUnmount.name });
  mount.tell('unmount');
  await mount.nextReport();
  await access(mark);
});
