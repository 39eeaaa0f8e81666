import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const repository: string = join(import.meta.dirname, '../..');

/** What a package says of itself, as far as publishing goes. */
export interface PublishedPackage {
  readonly name: string;
  readonly folder: string;
  /** What can be imported, as it is written in an import. */
  readonly imports: readonly string[];
  /** Commands that it installs. */
  readonly commands: readonly string[];
}

/** Every workspace that is not private. */
export function publishedPackages(): readonly PublishedPackage[] {
  const { workspaces } = readJson(join(repository, 'package.json')) as { workspaces: string[] };
  return workspaces
    .flatMap((pattern) => globSync(`${pattern}/package.json`, { cwd: repository }))
    .sort()
    .flatMap((path) => {
      const manifest = readJson(join(repository, path)) as Manifest;
      if (manifest.private === true) return [];
      const { name, exports = {}, bin = {} } = manifest;
      const folder = join(repository, dirname(path));
      const imports = Object.keys(exports)
        .filter((subpath) => subpath !== './package.json')
        .map((subpath) => join(name, subpath));
      return [{ name, folder, imports, commands: Object.keys(bin) }];
    });
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly bin?: Readonly<Record<string, string>>;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
