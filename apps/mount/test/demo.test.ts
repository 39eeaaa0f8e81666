import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMountTable } from '../src/transport/mount-table.ts';
import { createUser, type TestUser } from './fixture/test-user.ts';

/** Everything that the demo could leave: mounts, temporary folders, sockets, processes. */
async function leftovers({ home }: TestUser): Promise<readonly string[]> {
  const mounts = (await readMountTable()).map(({ folder }) => folder);
  const processes = execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' }).split('\n');
  return [
    ...mounts.filter((folder) => folder.startsWith(home)),
    ...(await readdir(home)).filter((name) => name !== 'Drive' && name !== 'run'),
    ...(await readdir(join(home, 'run')).catch(() => [])),
    ...processes.filter((line) => line.includes(home)),
  ];
}

describe('mooring demo', () => {
  it('goes on its tour by itself, finds all as it should be, and leaves nothing', async () => {
    const user = await createUser();
    const demo = user.run(['demo', '--tour']);
    expect(`${await demo.exit()} ${demo.output()}${demo.errors()}`).toMatch(/^0 /);
    expect(demo.output()).toContain('The tour found everything as it should be.');
    expect(demo.output()).toMatch(/copy the 64 MB file out.*\n.*\d+ requests, \d+ MB down/);
    expect(await leftovers(user)).toEqual([]);
  });

  it('ends its tour by Ctrl-C, says just that, and leaves nothing', async () => {
    const user = await createUser();
    const demo = user.run(['demo', '--tour']);
    await demo.prints('read a text file');
    demo.kill('SIGINT');
    expect(await demo.exit()).toBe(1);
    expect(demo.output()).toContain('The tour was interrupted.');
    expect(demo.output()).not.toContain('FAILED');
    expect(demo.errors()).toBe('');
    expect(await leftovers(user)).toEqual([]);
  });

  it('serves a sample account until Ctrl-C, and leaves nothing', async () => {
    const user = await createUser();
    const demo = user.run(['demo']);
    await demo.prints('Ctrl-C ends the demo');
    const [, folder = ''] = /cd (.*)/.exec(demo.output()) ?? [];
    expect(await readdir(folder)).toContain('Start here.txt');
    demo.kill('SIGINT');
    expect(await demo.exit()).toBe(0);
    expect(demo.errors()).toBe('');
    expect(await leftovers(user)).toEqual([]);
  });

  it('ends by Ctrl-C while it gets ready, and leaves nothing', async () => {
    const user = await createUser();
    const demo = user.run(['demo']);
    await expect
      .poll(
        async () => (await readdir(user.home)).some((name) => name.startsWith('mooring-demo')),
        {
          timeout: 10_000,
          interval: 10,
        },
      )
      .toBe(true);
    demo.kill('SIGINT');
    expect(await demo.exit()).toBe(1);
    expect(await leftovers(user)).toEqual([]);
  });
});
