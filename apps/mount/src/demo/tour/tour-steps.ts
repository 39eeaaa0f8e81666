import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from '../sample/random-bytes.ts';
import { largeFilePath } from '../sample/sample-account.ts';
import { sha256 } from './sha256.ts';
import type { TourContext, TourStep } from './tour-context.ts';
import { mustBe, TourFailure } from './tour-failure.ts';

/** How soon a change of another device has to show, in milliseconds. */
const remoteChangeLimitMs = 3000;

const mebibyte = 1024 * 1024;

/** The tour: one step after another, each on what the ones before it left. */
export const tourSteps: readonly TourStep[] = [
  {
    title: 'list everything (ls -lR)',
    async run({ shell, sample }) {
      await shell('ls -lR > "$OUT/listing"');
      const count = await shell('find . -type f | wc -l');
      mustBe('the number of files', Number(count), sample.length);
    },
  },
  {
    title: 'read a text file (cat)',
    async run(context) {
      const path = '/Documents/Résumé.txt';
      const found = await context.shell(`cat .${quote(path)}`);
      mustBe(path, found, sampleContent(context, path).toString());
    },
  },
  {
    title: 'copy an album out (cp -r), compared by SHA-256',
    async run(context) {
      const album = '/Photos/2024 Été à Nîmes';
      const sums = await context.shell(
        `cp -r .${quote(album)} "$OUT/album" && cd "$OUT/album" && sha256sum *`,
      );
      const expected = context.sample
        .filter(({ path }) => path.startsWith(`${album}/`))
        .map(({ path, content }) => `${sha256(content)}  ${path.slice(album.length + 1)}`);
      mustBe('the album', sums.trim().split('\n').sort(), expected.sort());
    },
  },
  {
    title: 'read 1 MB from the middle of the 64 MB file',
    async run(context) {
      const sum = await context.shell(
        `dd if=.${quote(largeFilePath)} bs=1M skip=40 count=1 status=none | sha256sum`,
      );
      const part = sampleContent(context, largeFilePath).subarray(40 * mebibyte, 41 * mebibyte);
      mustBe('the part', sum.slice(0, 64), sha256(part));
    },
  },
  {
    title: 'copy the 64 MB file out, compared by SHA-256',
    async run(context) {
      const sum = await context.shell(
        `cp .${quote(largeFilePath)} "$OUT/large" && sha256sum < "$OUT/large"`,
      );
      mustBe('the file', sum.slice(0, 64), sha256(sampleContent(context, largeFilePath)));
    },
  },
  {
    title: 'copy files of 0 bytes, 1 byte and 20 MB in (cp)',
    async run({ outside, shell, uploaded, server }) {
      for (const [name, length] of [
        ['none', 0],
        ['one', 1],
        ['many', 20 * mebibyte],
      ] as const) {
        const content = randomBytes(name, length);
        await writeFile(join(outside, name), content);
        await shell(`mkdir -p Tour && cp "$OUT/${name}" Tour/ && cmp "$OUT/${name}" Tour/${name}`);
        await uploaded();
        mustBe(
          `${name} on the server`,
          sha256(await server.download(`/Tour/${name}`)),
          sha256(content),
        );
      }
    },
  },
  {
    title: 'make folders in folders (mkdir -p)',
    async run({ shell, uploaded, server }) {
      await shell('mkdir -p Tour/a/b/c');
      await uploaded();
      mustBe('the folder on the server', (await server.find('/Tour/a/b/c'))?.kind, 'folder');
    },
  },
  {
    title: 'move a file, and a folder with all that is in it (mv)',
    async run(context) {
      const { shell, uploaded, server } = context;
      await shell('mv Tour/one Tour/a/b/c/uno && mv Projects/website Tour/site');
      await uploaded();
      mustBe('the old name', await server.find('/Tour/one'), undefined);
      mustBe('the file', (await server.find('/Tour/a/b/c/uno'))?.size, 1);
      mustBe('the old folder', await server.find('/Projects/website'), undefined);
      const readme = await server.download('/Tour/site/README.md');
      mustBe('a file in the folder', readme.toString(), '# Website\n');
    },
  },
  {
    title: 'move a file over another (mv)',
    async run({ shell, uploaded, server }) {
      await shell('echo new > Tour/new && echo old > Tour/old && mv Tour/new Tour/old');
      await uploaded();
      mustBe('the content', (await server.download('/Tour/old')).toString(), 'new\n');
      mustBe('the old name', await server.find('/Tour/new'), undefined);
    },
  },
  {
    title: 'add to a file (>>) and cut it (truncate)',
    async run({ shell, uploaded, server }) {
      await shell('echo more >> Tour/old');
      await uploaded();
      mustBe('the longer file', (await server.download('/Tour/old')).toString(), 'new\nmore\n');
      await shell('truncate -s 6 Tour/old');
      await uploaded();
      mustBe('the cut file', (await server.download('/Tour/old')).toString(), 'new\nmo');
    },
  },
  {
    title: 'save as editors do: write beside, move over',
    async run({ shell, uploaded, server }) {
      const path = '/Documents/Über uns.txt';
      const before = await server.find(path);
      await shell(
        `cp .${quote(path)} Documents/.save~ && echo edited >> Documents/.save~ && mv Documents/.save~ .${quote(path)}`,
      );
      await uploaded();
      const content = (await server.download(path)).toString();
      mustBe('the end of the file', content.endsWith('Über uns\nedited\n'), true);
      mustBe('the identity of the file', (await server.find(path))?.id, before?.id);
    },
  },
  {
    title: 'remove a folder with all that is in it (rm -r)',
    async run({ shell, uploaded, server }) {
      await shell('rm -r Tour/site Accounts/2023');
      await uploaded();
      mustBe('the folder', await server.find('/Tour/site'), undefined);
      mustBe('the other folder', await server.find('/Accounts/2023'), undefined);
    },
  },
  {
    title: 'see a change that another device makes',
    async run({ shell, server }) {
      await server.upload('/Tour/from elsewhere.txt', 'hello from another device\n');
      const start = performance.now();
      // The shell looks by itself, as a person would, and gives up a little after the limit.
      const text = await shell(
        'for i in $(seq 50); do if [ -e "Tour/from elsewhere.txt" ]; then break; fi; sleep 0.1; done; cat "Tour/from elsewhere.txt"',
      );
      mustBe('the text', text, 'hello from another device\n');
      const milliseconds = Math.round(performance.now() - start);
      if (milliseconds > remoteChangeLimitMs) {
        throw new TourFailure(`the change took ${milliseconds} ms to show`);
      }
    },
  },
  {
    title: 'compare the folder with the server, name by name',
    async run({ shell, server }) {
      const listing = await shell('find . -mindepth 1 -printf "%y %P %s\\n"');
      const found = listing
        .trim()
        .split('\n')
        .map((line) => (line.startsWith('d') ? line.replace(/ \d+$/, '') : line));
      const expected = (await server.list()).map(({ kind, path, size }) =>
        kind === 'folder' ? `d ${path.slice(1)}` : `f ${path.slice(1)} ${size}`,
      );
      mustBe('the tree', found.sort(), expected.sort());
    },
  },
];

function sampleContent({ sample }: TourContext, path: string): Buffer {
  const found = sample.find((file) => file.path === path);
  if (found === undefined) throw new TourFailure(`the sample has no ${path}`);
  return Buffer.from(found.content);
}

/** For a shell: one word, whatever is in it. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
