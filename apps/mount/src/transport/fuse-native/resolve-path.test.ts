import { type FileSystem, rootNode } from '@mooring/vfs';
import { beforeEach, expect, it } from 'vitest';
import { MemoryFileSystem } from '../../../test/fixture/memory-file-system.ts';
import { PathResolver } from './resolve-path.ts';

let fileSystem: MemoryFileSystem;
let looked: string[];
let paths: PathResolver;

beforeEach(async () => {
  fileSystem = new MemoryFileSystem();
  looked = [];
  const { node: a } = await fileSystem.mkdir(rootNode, 'a', 0o755);
  const { node: b } = await fileSystem.mkdir(a, 'b', 0o755);
  await fileSystem.mkdir(b, 'c', 0o755);
  const lookup: FileSystem['lookup'] = (parent, name) => {
    looked.push(name);
    return fileSystem.lookup(parent, name);
  };
  paths = new PathResolver({ getattr: (node) => fileSystem.getattr(node), lookup });
});

it('looks each name up once, and the last one every time', async () => {
  const { node } = await paths.attributes('/a/b/c');
  expect(looked).toEqual(['a', 'b', 'c']);
  expect(await paths.node('/a/b/c')).toBe(node);
  await paths.place('/a/b/new');
  expect(looked).toEqual(['a', 'b', 'c', 'c']);
});

it('looks them up again when names have moved', async () => {
  const { node } = await paths.attributes('/a/b/c');
  await fileSystem.rename(rootNode, 'a', rootNode, 'z');
  paths.forget();
  await expect(paths.attributes('/a/b/c')).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await paths.node('/z/b/c')).toBe(node);
});

it('knows the root, which has no place', async () => {
  expect(await paths.node('/')).toBe(rootNode);
  expect((await paths.attributes('/')).kind).toBe('folder');
  await expect(paths.place('/')).rejects.toMatchObject({ code: 'EBUSY' });
  expect(await paths.place('/x')).toEqual({ parent: rootNode, name: 'x' });
});
