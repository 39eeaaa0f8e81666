import { writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  getAttribute,
  listAttributes,
  setAttribute,
} from '../../../../test/fixture/extended-attributes.ts';
import { startMount, type TestMount } from '../../../../test/fixture/test-mount.ts';
import { attributeBuffers } from './attribute-buffers.ts';

const { EIO, ERANGE } = constants.errno;
const [name, value] = ['user.comment', 'v'.repeat(200)];

async function fileWithAttribute({ folder }: TestMount): Promise<string> {
  const file = join(folder, 'a');
  await writeFile(file, '');
  expect(await setAttribute(file, name, value)).toMatchObject({ result: 0 });
  return file;
}

describe('memory for extended attributes', () => {
  it('is refused where it is too short, and filled where it is not', async () => {
    const file = await fileWithAttribute(await startMount());
    expect(await listAttributes(file, 4)).toMatchObject({ result: -1, errno: ERANGE });
    expect(await getAttribute(file, name, 100)).toMatchObject({ result: -1, errno: ERANGE });
    expect(await listAttributes(file, 100)).toMatchObject({ text: `${name}\0` });
    expect(await getAttribute(file, name, 300)).toMatchObject({ text: value });
  });

  it('is told in its exact size to programs that ask', async () => {
    const file = await fileWithAttribute(await startMount());
    expect(await listAttributes(file, 0)).toMatchObject({ result: name.length + 1 });
    expect(await getAttribute(file, name, 0)).toMatchObject({ result: value.length });
  });

  it('is overrun without the guard, which only the other guards stop', async () => {
    const file = await fileWithAttribute(await startMount({ without: attributeBuffers.name }));
    expect(await getAttribute(file, name, 100)).toMatchObject({ result: -1, errno: EIO });
    expect(await listAttributes(file, 4)).toMatchObject({ result: -1, errno: EIO });
    expect(await listAttributes(file, 0)).not.toMatchObject({ result: name.length + 1 });
  });
});
