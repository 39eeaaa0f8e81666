import type { StoragePath } from '@mooring/core';
import { expect, it } from 'vitest';
import type { TaggedMetadata } from '../entry/to-entry.ts';
import { NamespaceMap } from './namespace-map.ts';

function folder(path: StoragePath, sharedFolderId?: string): TaggedMetadata {
  return {
    '.tag': 'folder',
    name: path.slice(path.lastIndexOf('/') + 1),
    path_display: path,
    id: 'id:x',
    ...(sharedFolderId === undefined
      ? {}
      : { sharing_info: { read_only: false, shared_folder_id: sharedFolderId } }),
  };
}

it('puts a path into the nearest shared folder above it', () => {
  const map = new NamespaceMap('home');
  map.learn(folder('/Work'));
  map.learn(folder('/Work/Shared', '11'));
  map.learn(folder('/Work/Shared/inside'));
  const home = map.namespaceOf('/Work/file');
  expect(map.namespaceOf('/work/SHARED')).toBe('11');
  expect(map.namespaceOf('/Work/Shared/inside/file')).toBe('11');
  expect(map.namespaceOf('/Work/Shared too')).toBe(home);
  expect(map.namespaceOf('/')).toBe(home);
});

it('forgets a folder that is no longer shared, or gone', () => {
  const map = new NamespaceMap('home');
  const home = map.namespaceOf('/Shared/file');
  map.learn(folder('/Shared', '11'));
  map.learn(folder('/Shared'));
  expect(map.namespaceOf('/Shared/file')).toBe(home);
  map.learn(folder('/Shared', '12'));
  expect(map.namespaceOf('/Shared/file')).toBe('12');
  map.learn({ '.tag': 'deleted', name: 'shared', path_lower: '/shared' });
  expect(map.namespaceOf('/Shared/file')).toBe(home);
});

it('a provider for a namespace calls its root by the same name as those that have it mounted', () => {
  const map = new NamespaceMap({ namespaceId: '7' });
  expect(map.namespaceOf('/a')).toBe('7');
  expect(new NamespaceMap('team').namespaceOf('/a')).toBe(
    new NamespaceMap('home').namespaceOf('/a'),
  );
});
