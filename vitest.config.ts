import { defineConfig } from 'vitest/config';

/** Tests run on the sources: packages resolve one another by this export condition, so no build comes first. */
const conditions = ['@mooring/source'];

function project(folder: string, options: { types?: boolean } = {}) {
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: {
      name: folder.split('/').at(-1) as string,
      root: folder,
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      typecheck: {
        enabled: options.types === true,
        include: ['src/**/*.test-d.ts'],
        tsconfig: 'tsconfig.test.json',
      },
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      project('packages/core', { types: true }),
      project('packages/contract'),
      project('packages/memory'),
      project('packages/dropbox'),
      project('packages/dropbox-emulator'),
      project('packages/vfs'),
      project('apps/mount'),
    ],
  },
});
