import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from './open-database.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mooring-database-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('refuses a second user of one folder, and says which folder', () => {
  const first = openDatabase(folder);
  expect(() => openDatabase(folder)).toThrow(expect.objectContaining({ code: 'EBUSY' }));
  expect(() => openDatabase(folder)).toThrow(folder);
  first.close();
  openDatabase(folder).close();
});

it('refuses a database of another version and leaves it as it is', () => {
  openDatabase(folder).close();
  const database = new DatabaseSync(join(folder, 'tree.sqlite'));
  database.exec('PRAGMA user_version = 99');
  database.close();
  expect(() => openDatabase(folder)).toThrow('another version of Mooring');
  const again = new DatabaseSync(join(folder, 'tree.sqlite'));
  expect(again.prepare('PRAGMA user_version').get()).toEqual({ user_version: 99 });
  again.close();
});

it('refuses what is no database, says which file, and leaves it as it is', () => {
  const file = join(folder, 'tree.sqlite');
  writeFileSync(file, 'something else');
  expect(() => openDatabase(folder)).toThrow(expect.objectContaining({ code: 'EIO' }));
  expect(() => openDatabase(folder)).toThrow(`${file} is damaged`);
  expect(readFileSync(file, 'utf8')).toBe('something else');
});
