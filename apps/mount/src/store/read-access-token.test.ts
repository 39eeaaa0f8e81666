import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readAccessToken, tokenVariable } from './read-access-token.ts';

async function tokenFile(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'token');
  await writeFile(file, content);
  return file;
}

describe('an access token', () => {
  it('comes from the environment, and is gone from there', async () => {
    process.env[tokenVariable] = ' sl.token ';
    expect(await readAccessToken(undefined)).toBe('sl.token');
    expect(await readAccessToken(undefined)).toBeUndefined();
  });

  it('comes from a file before the environment', async () => {
    process.env[tokenVariable] = 'other';
    expect(await readAccessToken(await tokenFile('sl.token\n'))).toBe('sl.token');
    expect(process.env[tokenVariable]).toBeUndefined();
  });

  it.each(['', 'two\nlines', 'two words', 'tökén'])('is not %j', async (content) => {
    await expect(readAccessToken(await tokenFile(content))).rejects.toMatchObject({
      reason: 'sign-in-needed',
      message: expect.stringContaining('is not an access token'),
    });
  });
});
