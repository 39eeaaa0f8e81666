import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishedPackages, repository } from './published-packages.ts';
import { readmeExamples } from './readme-examples.ts';
import { run } from './run.ts';

interface Packed {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

const packages = publishedPackages();
const packed = new Map<string, Packed>();
let project: string;

function fileName(packageName: string): string {
  return packageName.replace('@', '').replaceAll('/', '-');
}

function tarball(name: string): string {
  return join(project, packed.get(name)?.filename ?? '');
}

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'mooring-packaging-'));
  await run(repository, 'tsc', '-b');
  const workspaces = packages.flatMap(({ name }) => ['-w', name]);
  const pack = ['pack', '--json', '--pack-destination', project, ...workspaces];
  // npm 11 answers with a list, npm 12 with an object by name.
  const answer = JSON.parse(await run(repository, 'npm', ...pack)) as Record<string, Packed>;
  for (const one of Object.values(answer)) packed.set(one.name, one);
  const dependencies = Object.fromEntries(
    packages.map(({ name }) => [name, `file:${packed.get(name)?.filename}`]),
  );
  // Without overrides npm would ask the registry for the packages that depend on one another.
  const overrides = Object.fromEntries(packages.map(({ name }) => [name, `$${name}`]));
  const manifest = { private: true, type: 'module', dependencies, overrides };
  await writeFile(join(project, 'package.json'), JSON.stringify(manifest));
  // One request that hangs would take all the time of this hook: npm waits for 300 s unless told.
  const registry = ['--prefer-offline', '--fetch-timeout=30000', '--fetch-retries=3'];
  await run(project, 'npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', ...registry);
}, 300_000);

afterAll(() => rm(project, { recursive: true }));

describe.each(packages)('$name', { timeout: 60_000 }, ({ name, folder, imports, commands }) => {
  it('packs its README, its licence, its code and nothing else', () => {
    const paths = packed.get(name)?.files.map(({ path }) => path) ?? [];
    expect(paths).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json']));
    expect(paths.some((path) => path.startsWith('dist/'))).toBe(true);
    expect(
      paths.filter((path) => /\.test(-d)?\.|tsbuildinfo|\.turbo|node_modules/.test(path)),
    ).toEqual([]);
  });

  it('has nothing that publint complains about', async () => {
    await run(repository, 'publint', '--strict', tarball(name));
  });

  it.runIf(imports.length > 0)('has types for every way to import it', async () => {
    await run(repository, 'attw', '--profile', 'esm-only', tarball(name));
  });

  it.each(imports)('can be imported as %s', async (specifier) => {
    const program = `console.log(Object.keys(await import(${JSON.stringify(specifier)})).length)`;
    const count = await run(project, 'node', '--input-type=module', '--eval', program);
    expect(Number(count)).toBeGreaterThan(0);
  });

  it.each(commands)('installs the command %s', async (command) => {
    expect(await run(project, join(project, 'node_modules/.bin', command), '--help')).toContain(
      'Usage',
    );
  });

  it.each(
    readmeExamples(folder).map((example, index) => ({ ...example, number: index + 1 })),
  )('example $number of its README does what it says', async ({ kind, code, prints, number }) => {
    const file = `${fileName(name)}-${number}.${kind === 'test' ? 'test.ts' : 'ts'}`;
    await writeFile(join(project, file), code);
    if (kind === 'test') {
      await run(project, join(project, 'node_modules/.bin/vitest'), 'run', file);
      return;
    }
    const printed = await run(project, 'node', '--disable-warning=ExperimentalWarning', file);
    expect(printed.split('\n').filter((line) => line !== '')).toEqual(prints);
  });
});

describe.each([
  { module: 'nodenext', resolution: 'nodenext' },
  { module: 'esnext', resolution: 'bundler' },
])('a project with module resolution $resolution', ({ module, resolution }) => {
  it('type-checks against every package', { timeout: 60_000 }, async () => {
    const specifiers = packages.flatMap(({ imports }) => imports);
    const lines = specifiers.map((specifier, index) => [
      `import * as m${index} from '${specifier}';`,
      `export const n${index}: number = Object.keys(m${index}).length;`,
      // Types that are lost would be \`any\`, and then this would be no error.
      '// @ts-expect-error: a module is no string',
      `export const s${index}: string = m${index};`,
    ]);
    await writeFile(join(project, 'consumer.ts'), lines.flat().join('\n'));
    await run(
      project,
      ...(['tsc', '--noEmit', '--strict', '--target', 'es2024', '--types', 'node'] as const),
      ...['--module', module, '--moduleResolution', resolution, '--skipLibCheck'],
      ...['--typeRoots', join(repository, 'node_modules/@types'), 'consumer.ts'],
    );
  });

  it('type-checks the examples of the READMEs', { timeout: 60_000 }, async () => {
    const files: string[] = [];
    for (const { name, folder } of packages) {
      for (const [index, { code }] of readmeExamples(folder).entries()) {
        const file = `checked-${fileName(name)}-${index}.ts`;
        await writeFile(join(project, file), code);
        files.push(file);
      }
    }
    await run(
      project,
      ...(['tsc', '--noEmit', '--strict', '--target', 'es2024', '--types', 'node'] as const),
      ...['--module', module, '--moduleResolution', resolution, '--skipLibCheck'],
      ...['--typeRoots', join(repository, 'node_modules/@types'), ...files],
    );
  });
});
