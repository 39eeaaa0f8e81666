import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const execute = promisify(execFile);
const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
const main = new URL('../../src/main.ts', import.meta.url).pathname;

/** The blocks of the README that are marked as recipes, each with what it says that they print. */
const recipes = [...readme.matchAll(/^```sh recipe\n(.*?)^```$/gms)].map(([, block = '']) => {
  const isOutput = (line: string) => line.startsWith('#> ');
  const lines = block.trimEnd().split('\n');
  return {
    script: lines.filter((line) => !isOutput(line)).join('\n'),
    printed: lines.filter(isOutput).map((line) => line.slice('#> '.length)),
  };
});

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-recipe-'));
  await mkdir(join(folder, 'photos/2026'), { recursive: true });
  await writeFile(join(folder, 'photos/beach.jpg'), 'sand');
  await writeFile(join(folder, 'photos/2026/forest.jpg'), 'trees');
  const options = '--conditions=@mooring/source --disable-warning=ExperimentalWarning';
  await mkdir(join(folder, 'bin'));
  const command = join(folder, 'bin/dropbox-emulator');
  await writeFile(command, `#!/bin/sh\nexec '${process.execPath}' ${options} '${main}' "$@"\n`);
  await chmod(command, 0o755);
});

afterEach(() => rm(folder, { recursive: true }));

describe('the recipes of the README', () => {
  it('are there', () => {
    expect(recipes.length).toBeGreaterThan(5);
  });

  it.each(recipes)('print what they say: $script', async ({ script, printed }) => {
    const { PATH } = process.env;
    const node = join(process.execPath, '..');
    const { stdout } = await execute('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: folder,
      env: { HOME: folder, LANG: 'C.UTF-8', PATH: `${folder}/bin:${node}:/usr/bin:${PATH}` },
    });
    expect(stdout.trimEnd().split('\n')).toEqual(printed);
  });
});
