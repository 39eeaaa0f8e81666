import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { publishedPackages } from './published-packages.ts';

/** Which of our packages a package may depend on. One that is not listed here has no place in the house yet. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  '@mooring/core': [],
  '@mooring/contract': ['@mooring/core'],
  '@mooring/memory': ['@mooring/core'],
  '@mooring/dropbox': ['@mooring/core'],
  '@mooring/dropbox-emulator': [],
  '@mooring/vfs': ['@mooring/core'],
  mooring: [
    '@mooring/core',
    '@mooring/dropbox',
    '@mooring/dropbox-emulator',
    '@mooring/memory',
    '@mooring/vfs',
  ],
};

it.each(publishedPackages())('$name depends only on what lies below it', ({ name, folder }) => {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly peerDependencies?: Readonly<Record<string, string>>;
  };
  const needed = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  const ours = needed.filter((one) => one in arrows);
  expect(arrows[name]).toEqual(expect.arrayContaining(ours));
});

it('core depends on nothing at all', () => {
  const core = publishedPackages().find(({ name }) => name === '@mooring/core');
  const manifest = readFileSync(join(core?.folder ?? '', 'package.json'), 'utf8');
  expect(JSON.parse(manifest)).not.toHaveProperty('dependencies');
});
