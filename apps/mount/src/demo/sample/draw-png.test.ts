import { crc32, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { drawPng } from './draw-png.ts';

it('draws a file that decodes to the pixels', () => {
  const colour = (x: number, y: number) => [x * 10, y * 10, 7] as const;
  const png = drawPng({ width: 3, height: 2, colour });
  expect(png.subarray(1, 4).toString()).toBe('PNG');

  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    chunks.set(body.toString('latin1', 0, 4), body.subarray(4));
    at += 12 + length;
  }
  expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
  expect([...(chunks.get('IHDR') ?? [])]).toEqual([0, 0, 0, 3, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
  // Each row begins with the number of its filter, 0 for none.
  expect([...inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))]).toEqual([
    ...[0, 0, 0, 7, 10, 0, 7, 20, 0, 7],
    ...[0, 0, 10, 7, 10, 10, 7, 20, 10, 7],
  ]);
});
