import { expect, it } from 'vitest';
import { parseMountTable, readMountTable } from './mount-table.ts';

it('reads folders with blanks, backslashes and any number of optional fields', () => {
  const text = [
    '22 1 254:0 / / rw,relatime - ext4 /dev/vda rw',
    String.raw`31 22 0:27 / /home/ann/My\040Dropbox rw,nosuid shared:5 master:1 - fuse.mooring dropbox rw,user_id=0`,
    String.raw`32 22 0:28 / /a\134b\011c rw shared:5 - tmpfs a\040source rw`,
    '',
  ].join('\n');
  expect(parseMountTable(text)).toEqual([
    { id: 22, folder: '/', type: 'ext4', source: '/dev/vda' },
    { id: 31, folder: '/home/ann/My Dropbox', type: 'fuse.mooring', source: 'dropbox' },
    { id: 32, folder: '/a\\b\tc', type: 'tmpfs', source: 'a source' },
  ]);
});

it('finds the root of this machine', async () => {
  expect((await readMountTable()).map((mount) => mount.folder)).toContain('/');
});
