import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const example = join(import.meta.dirname, '..');
const page = readFileSync(join(example, '../../docs/write-a-provider.md'), 'utf8');
const blocks = [...page.matchAll(/^```ts (\S+)\n(.*?)^```$/gms)];

it.each(
  blocks.map(([, file = '', code = '']) => ({ file, code })),
)('docs/write-a-provider.md shows $file as it is', ({ file, code }) => {
  expect(code).toBe(readFileSync(join(example, file), 'utf8'));
});

it('docs/write-a-provider.md shows the provider and its test', () => {
  expect(blocks.map(([, file]) => file)).toEqual([
    'src/folder-provider.ts',
    'test/open-store.ts',
    'test/contract.test.ts',
  ]);
});
