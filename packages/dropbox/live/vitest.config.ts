import { defineConfig } from 'vitest/config';

const conditions = ['@mooring/source'];

/** Runs on an account of Dropbox itself, so only when somebody asks for it: `npm run test:live -w @mooring/dropbox`. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: { name: 'live', root: import.meta.dirname, include: ['*.test.ts'] },
});
