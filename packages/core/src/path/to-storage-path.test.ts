import { expect, it } from 'vitest';
import { isStorageError } from '../error/is-storage-error.ts';
import { toStoragePath } from './to-storage-path.ts';

it.each(['/', '/a', '/a/b c/ü', '/...', '/.hidden', '/a. '])('accepts %j', (path) => {
  expect(toStoragePath(path)).toBe(path);
});

it.each(['', 'a', '//', '/a/', '/a//b', '/.', '/a/..', '/../a', '/a\0b'])('refuses %j', (path) => {
  expect(() => toStoragePath(path)).toThrow(
    expect.toSatisfy((error) => isStorageError(error, 'invalid-path')),
  );
});
