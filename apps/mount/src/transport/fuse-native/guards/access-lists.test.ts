import { writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { getAttribute, setAttribute } from '../../../../test/fixture/extended-attributes.ts';
import { startMount } from '../../../../test/fixture/test-mount.ts';
import { accessLists } from './access-lists.ts';

const name = 'system.posix_acl_access';

/** Version 2, then tag, rights and id of each entry: owner rw-, user 1000 r--, group r--, mask r--, others r--. */
const list = Buffer.from(
  '02000000 01000600ffffffff 02000400e8030000 04000400ffffffff 10000400ffffffff 20000400ffffffff'.replaceAll(
    ' ',
    '',
  ),
  'hex',
);

it('refuses access control lists', async () => {
  const { folder } = await startMount();
  await writeFile(join(folder, 'a'), '');
  expect(await setAttribute(join(folder, 'a'), name, list)).toMatchObject({
    result: -1,
    errno: constants.errno.EOPNOTSUPP,
  });
  expect(await getAttribute(join(folder, 'a'), name, 100)).toMatchObject({ result: -1 });
});

it('stores what nobody checks without the guard', async () => {
  const { folder } = await startMount({ without: accessLists.name });
  await writeFile(join(folder, 'a'), '');
  expect(await setAttribute(join(folder, 'a'), name, list)).toMatchObject({
    result: 0,
  });
});
