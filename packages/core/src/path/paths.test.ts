import { describe, expect, it } from 'vitest';
import { baseName } from './base-name.ts';
import { isWithin } from './is-within.ts';
import { joinPath } from './join-path.ts';
import { parentPath } from './parent-path.ts';
import { pathNames } from './path-names.ts';

describe('a path', () => {
  it('is put together from names, and comes apart again', () => {
    const path = joinPath('/', 'a', 'b c', 'd');
    expect(path).toBe('/a/b c/d');
    expect(pathNames(path)).toEqual(['a', 'b c', 'd']);
    expect(parentPath(path)).toBe('/a/b c');
    expect(baseName(path)).toBe('d');
    expect(joinPath('/a')).toBe('/a');
  });

  it('is not put together from what is no name', () => {
    for (const name of ['', '.', '..', 'a\0b', '/b']) {
      expect(() => joinPath('/a', name)).toThrow('/a/');
    }
  });

  it('has the root at its end', () => {
    expect(parentPath('/a')).toBe('/');
    expect(parentPath('/')).toBeUndefined();
    expect(pathNames('/')).toEqual([]);
    expect(baseName('/')).toBe('');
  });

  it.each([
    ['/a/b', '/a', true],
    ['/a', '/a', true],
    ['/ab', '/a', false],
    ['/a', '/a/b', false],
    ['/a', '/', true],
    ['/', '/', true],
  ] as const)('%s within %s: %s', (path, folder, within) => {
    expect(isWithin(path, folder)).toBe(within);
  });
});
