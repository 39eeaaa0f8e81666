import { expect, it } from 'vitest';
import { ChunkMemory } from './chunk-memory.ts';

function bytesOf(length: number, value: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(length).fill(value);
}

it('takes bytes as they are', async () => {
  const chunk = bytesOf(10, 1);
  const loaded = await new ChunkMemory().load(chunk);
  expect(loaded.bytes).toBe(chunk);
  loaded.release();
});

it('reads a blob, and leaves it whole', async () => {
  const blob = new Blob([bytesOf(200_000, 1), bytesOf(100_000, 2)]);
  const memory = new ChunkMemory();
  const expected = await blob.bytes();
  for (let time = 0; time < 3; time++) {
    const { bytes, release } = await memory.load(blob);
    expect(Buffer.compare(bytes, expected)).toBe(0);
    release();
  }
});

it('uses memory again that was released, for chunks that it can hold', async () => {
  const memory = new ChunkMemory();
  const first = await memory.load(new Blob([bytesOf(1000, 1)]));
  const second = await memory.load(new Blob([bytesOf(1000, 2)]));
  expect(second.bytes.buffer).not.toBe(first.bytes.buffer);
  const { buffer } = first.bytes;
  first.release();
  const larger = await memory.load(new Blob([bytesOf(1001, 3)]));
  expect(larger.bytes.buffer).not.toBe(buffer);
  const smaller = await memory.load(new Blob([bytesOf(10, 4)]));
  expect(smaller.bytes.buffer).toBe(buffer);
  expect(smaller.bytes).toEqual(bytesOf(10, 4));
  expect(second.bytes).toEqual(bytesOf(1000, 2));
});

it('lets go of what is free when it is told to', async () => {
  const memory = new ChunkMemory();
  const first = await memory.load(new Blob([bytesOf(1000, 1)]));
  const { buffer } = first.bytes;
  first.release();
  memory.clear();
  expect((await memory.load(new Blob([bytesOf(1000, 2)]))).bytes.buffer).not.toBe(buffer);
});

it('takes nothing from a blob of another make', async () => {
  const own = bytesOf(100, 7);
  class Lending extends Blob {
    override stream() {
      return new ReadableStream<Uint8Array<ArrayBuffer>>({
        start(controller) {
          controller.enqueue(own);
          controller.close();
        },
      });
    }
  }
  const { bytes } = await new ChunkMemory().load(new Lending([own]));
  expect(bytes).toEqual(bytesOf(100, 7));
  expect(own.byteLength).toBe(100);
});

it('says that a blob cannot be read', async () => {
  class Broken extends Blob {
    override stream() {
      return new ReadableStream<Uint8Array<ArrayBuffer>>({
        start: (controller) => controller.error(new Error('gone')),
      });
    }
  }
  await expect(new ChunkMemory().load(new Broken(['text']))).rejects.toMatchObject({
    code: 'invalid-request',
    message: 'the content cannot be read: gone',
  });
});
