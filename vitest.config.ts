import { defineConfig } from 'vitest/config';

interface ProjectOptions {
  /** The last part of the folder unless told. */
  readonly name?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly types?: boolean;
  readonly timeoutMs?: number;
  /** Whether files wait for one another, where programs in them want the same port. */
  readonly inTurn?: boolean;
}

/** Tests run on the sources: packages resolve one another by this export condition, so no build comes first. */
const conditions = ['@mooring/source'];

function project(folder: string, options: ProjectOptions = {}) {
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: {
      name: options.name ?? (folder.split('/').at(-1) as string),
      root: folder,
      include: [...(options.include ?? ['src/**/*.test.ts', 'test/**/*.test.ts'])],
      exclude: [...(options.exclude ?? [])],
      // A hang has to end some time; a machine that is busy with other things must not look like one.
      testTimeout: options.timeoutMs ?? 30_000,
      hookTimeout: options.timeoutMs ?? 30_000,
      expect: { poll: { timeout: 15_000 } },
      ...(options.inTurn === true
        ? { fileParallelism: false, sequence: { groupOrder: 1 } }
        : undefined),
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
      project('packages/dropbox', { types: true }),
      project('packages/dropbox-emulator', {
        include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
        exclude: ['test/peers/**'],
      }),
      project('packages/dropbox-emulator', {
        name: 'peers',
        include: ['test/peers/*.test.ts'],
        timeoutMs: 120_000,
        // rclone signs in by a port that cannot be chosen.
        inTurn: true,
      }),
      project('packages/vfs'),
      project('examples/backup'),
      project('examples/folder-provider'),
      project('test/packaging', { include: ['*.test.ts'] }),
      project('apps/bench', { timeoutMs: 60_000 }),
      project('apps/mount', { include: ['src/**/*.test.ts'] }),
      project('apps/mount', {
        name: 'end-to-end',
        include: ['test/**/*.test.ts'],
        timeoutMs: 60_000,
      }),
    ],
  },
});
