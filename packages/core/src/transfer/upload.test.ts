import { expect, it } from 'vitest';
import { fileEntry, scriptedProvider, storageError } from '../../test/scripted-provider.ts';
import type { AnyRequest } from '../operation/any-request.ts';
import type { OperationName } from '../operation/operation-name.ts';
import type { AppendRequest, UploadSession } from '../provider/resumable-uploads.ts';
import type { StorageProvider } from '../provider/storage-provider.ts';
import { upload } from './upload.ts';

const content = Uint8Array.from({ length: 10 }, (_, index) => index);
const session: UploadSession = { id: 's', order: 'parallel', offset: 0 };
const limits = { maxWriteSize: 100, maxChunkSize: 100, chunkMultiple: 2 };

function uploading(onAppend: (request: AppendRequest) => unknown = () => undefined) {
  const answer = async (request: AnyRequest, operation: OperationName) => {
    if (operation === 'uploads.start') return session;
    if (operation === 'uploads.append')
      return (await onAppend(request as AppendRequest)) ?? session;
    return fileEntry('/a');
  };
  const { provider: scripted, calls } = scriptedProvider(answer);
  const provider: StorageProvider = { ...scripted, uploads: { ...scripted.uploads, limits } };
  const appended = () =>
    calls
      .filter(({ operation }) => operation === 'uploads.append')
      .map(({ request }) => request as AppendRequest)
      .map(({ session: { offset }, chunk, close }) => [offset, chunk, close]);
  const names = () => calls.map(({ operation }) => operation);
  return { provider, calls, appended, names };
}

const request = { path: '/a', content, mode: 'create', chunkSize: 5, parallel: 3 } as const;

it('sends chunks on the grid, several at a time, and the closing one after all others', async () => {
  const sent: number[] = [];
  let running = 0;
  let most = 0;
  const { provider, appended, calls } = uploading(async (append) => {
    running++;
    most = Math.max(most, running);
    if (append.close) expect(running).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
  });
  await upload(provider, { ...request, onProgress: (count) => sent.push(count) });
  expect(appended()).toEqual([
    [0, content.subarray(0, 4), false],
    [4, content.subarray(4, 8), false],
    [8, content.subarray(8, 10), true],
  ]);
  expect(most).toBe(2);
  expect(sent).toEqual([4, 8, 10]);
  expect(calls.at(-1)?.request).toMatchObject({ session: { ...session, offset: 10 } });
});

it('closes with a whole chunk where the file ends on the grid', async () => {
  const { provider, appended } = uploading();
  await upload(provider, { ...request, content: content.subarray(0, 8) });
  expect(appended().map(([offset, , close]) => [offset, close])).toEqual([
    [0, false],
    [4, true],
  ]);
});

it('ends the other chunks when one fails, and drops the session', async () => {
  const error = storageError('quota-exceeded');
  const ended: unknown[] = [];
  const { provider, names } = uploading((append) => {
    if (append.session.offset === 4) throw error;
    return new Promise((_, reject) => {
      append.signal?.addEventListener('abort', () => {
        ended.push(append.signal?.reason);
        reject(append.signal?.reason);
      });
    });
  });
  await expect(upload(provider, request)).rejects.toBe(error);
  expect(ended).toEqual([error]);
  expect(names()).not.toContain('uploads.finish');
  expect(names().at(-1)).toBe('uploads.abandon');
});

it('hands the signal of the caller to every chunk', async () => {
  const controller = new AbortController();
  const signals: (AbortSignal | undefined)[] = [];
  const { provider } = uploading(({ signal }) => signals.push(signal) && undefined);
  await upload(provider, { ...request, signal: controller.signal });
  controller.abort('enough');
  expect(signals.map((signal) => signal?.reason)).toEqual(['enough', 'enough', 'enough']);
});

it('is one write where a chunk holds the file', async () => {
  const { provider, names } = uploading();
  await upload(provider, { ...request, chunkSize: 10 });
  expect(names()).toEqual(['write']);
});

it('goes by a session where a chunk holds the file, and a request does not', async () => {
  const { provider, names } = uploading(({ session, chunk }) => ({
    ...session,
    offset: session.offset + (chunk as Uint8Array).byteLength,
  }));
  const uploads = { ...provider.uploads, limits: { ...limits, maxWriteSize: 9 } };
  const small = { ...provider, uploads } as StorageProvider;
  await upload(small, { ...request, chunkSize: 100, parallel: 1 });
  expect(names()).toEqual(['uploads.start', 'uploads.append', 'uploads.finish']);
});

it('a session that does not move on ends the upload', async () => {
  const { provider, names } = uploading();
  const call = upload(provider, { ...request, parallel: 1 });
  await expect(call).rejects.toMatchObject({ code: 'internal' });
  expect(names()).toEqual(['uploads.start', 'uploads.append', 'uploads.abandon']);
});

it('a chunk of no bytes is refused, and so is nobody who sends it', async () => {
  const { provider, names } = uploading();
  for (const wrong of [{ chunkSize: 0 }, { chunkSize: Number.NaN }, { parallel: 0 }]) {
    const call = upload(provider, { ...request, ...wrong });
    await expect(call).rejects.toMatchObject({ code: 'invalid-request' });
  }
  expect(names()).toEqual([]);
});
