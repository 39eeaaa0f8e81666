import { drawPng } from './draw-png.ts';
import { randomBytes } from './random-bytes.ts';
import type { SampleFile } from './sample-file.ts';

const day = 24 * 60 * 60 * 1000;
const newest = Date.UTC(2026, 5, 1, 12);

/** The large file of the account, for a look at how little of it is downloaded. */
export const largeFilePath = '/Videos/Harbour at dawn (64 MB).bin';
const largeFileSize = 64 * 1024 * 1024;

/**
 * The files of an account to try things on: about 200, with images, deep folders, a large file, and names with blanks
 * and letters from several alphabets. Always the same.
 */
export function sampleAccount(): readonly SampleFile[] {
  return [
    text('/Start here.txt', introduction),
    ...letters(),
    ...images(),
    ...website(),
    ...accounts(),
    ...deepFolders(),
    ...oddities(),
    file(largeFilePath, randomBytes('harbour', largeFileSize)),
  ].map(({ path, content }, index) => ({ path, content, modifiedAt: newest - index * day }));
}

type Undated = Omit<SampleFile, 'modifiedAt'>;

function file(path: SampleFile['path'], content: Uint8Array): Undated {
  return { path, content };
}

function text(path: SampleFile['path'], content: string): Undated {
  return file(path, Buffer.from(content));
}

function times<Item>(count: number, make: (index: number) => Item): readonly Item[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

const introduction = `This is a sample account. It lives in the emulator on this machine, and nowhere else.

Change what you like: everything is uploaded a moment after you save it.
`;

function letters(): readonly Undated[] {
  const names = ['Résumé', 'Über uns', 'Año nuevo', 'Заметки', '日本語のメモ', 'Plan – draft'];
  return [
    ...names.map((name) => text(`/Documents/${name}.txt`, `${name}\n`.repeat(20))),
    ...times(45, (index) => {
      const number = String(index + 1).padStart(2, '0');
      const lines = times(index + 3, (line) => `Paragraph ${line + 1} of letter ${number}.\n`);
      return text(
        `/Documents/Letters 2025/Letter ${number}.md`,
        `# Letter ${number}\n\n${lines.join('\n')}`,
      );
    }),
  ];
}

function images(): readonly Undated[] {
  const albums = ['2024 Été à Nîmes', '2025 Hafen', '2026 New house'];
  return albums.flatMap((album, hue) =>
    times(20, (index) => {
      const name = `IMG_${String(hue * 100 + index + 1).padStart(4, '0')}.png`;
      return file(`/Photos/${album}/${name}`, landscape(hue, index));
    }),
  );
}

/** Sky over water, with a sun that rises from one image to the next. */
function landscape(hue: number, index: number): Buffer {
  const [width, height] = [96, 64];
  const horizon = height * 0.6;
  const sun = { x: 12 + index * 3.6, y: horizon - index * 1.5 };
  return drawPng({
    width,
    height,
    colour(x, y) {
      if (Math.hypot(x - sun.x, y - sun.y) < 6) return [255, 230, 120];
      const light = y < horizon ? y / horizon : 1 - (y - horizon) / (height - horizon) / 2;
      const base = [90, 140, 220];
      return [0, 1, 2].map((channel) => {
        const tone = base[(channel + hue) % 3] ?? 0;
        return Math.round(tone * (0.4 + 0.6 * light));
      }) as [number, number, number];
    },
  });
}

function website(): readonly Undated[] {
  const pages = ['index', 'about', 'contact', 'news', 'archive'];
  return [
    ...pages.map((page) =>
      text(`/Projects/website/src/pages/${page}.html`, `<h1>${page}</h1>\n<p>Sample.</p>\n`),
    ),
    ...times(25, (index) =>
      text(
        `/Projects/website/src/components/part-${index}/part-${index}.ts`,
        `export const part${index} = ${index};\n`,
      ),
    ),
    text('/Projects/website/package.json', '{ "name": "website", "private": true }\n'),
    text('/Projects/website/README.md', '# Website\n'),
  ];
}

function accounts(): readonly Undated[] {
  return [2023, 2024, 2025].flatMap((year) =>
    times(12, (month) => {
      const name = `${year}-${String(month + 1).padStart(2, '0')}`;
      const rows = times(40, (row) => `${name}-${row + 1},${(row * 37 + month * 11) % 500}\n`);
      return text(`/Accounts/${year}/${name}.csv`, `day,amount\n${rows.join('')}`);
    }),
  );
}

function deepFolders(): readonly Undated[] {
  const names = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
  return names.map((name, index) =>
    text(`/Deep/${names.slice(0, index + 1).join('/')}/${name}.txt`, `level ${index + 1}\n`),
  );
}

function oddities(): readonly Undated[] {
  return [
    file('/Odd/empty', new Uint8Array(0)),
    text('/Odd/one byte', 'x'),
    text('/Odd/.hidden', 'hidden\n'),
    text("/Odd/quotes ' and $(signs) & more.txt", 'quoted\n'),
    text('/Odd/anchor ⚓.txt', 'moored\n'),
    text('/Odd/no extension', 'plain\n'),
    text(`/Odd/${'long '.repeat(40)}name.txt`, 'long\n'),
    file('/Odd/random 1 MB.bin', randomBytes('odd', 1_000_000)),
    file('/Odd/archive.tar.gz', randomBytes('archive', 300_000)),
  ];
}
