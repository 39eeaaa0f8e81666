import { writeFile } from '../change/write-file.ts';
import { writingTo } from '../change/writing-to.ts';
import { BlockHasher } from '../content/block-hasher.ts';
import { checkRoute, launchJob } from '../job/job-routes.ts';
import { metadataFor } from '../metadata/metadata-for.ts';
import { underTag } from '../path/path-refused.ts';
import { path } from '../path/path-schemas.ts';
import type { UserCall } from '../route/call.ts';
import { type Route, rpc } from '../route/route.ts';
import { string } from '../schema/string.ts';
import { struct } from '../schema/struct.ts';
import { ArrivedBytes } from '../upload/arrived-bytes.ts';
import type { ReceivedBody } from '../upload/receive-body.ts';
import { findTarget } from '../view/target.ts';
import { routeError } from '../wire/call-refused.ts';
import { tag, taggedStruct } from '../wire/tagged.ts';
import { fetchFromLoopback } from './fetch-from-loopback.ts';

export const saveUrl: Route = rpc({
  name: 'files/save_url',
  auth: 'user',
  scope: 'files.content.write',
  argument: struct({ path, url: string() }),
  handle(call, argument) {
    const url = URL.parse(argument.url);
    if (url === null || !/^https?:$/.test(url.protocol)) throw routeError(tag('invalid_url'));
    underTag('path', () => findTarget(call, argument.path));
    return launchJob(call, 'save_url', async () => {
      const received = await receive(call, url);
      return await commit(call, argument.path, received);
    });
  },
});

export const saveUrlCheck: Route = checkRoute('files/save_url/check_job_status', 'save_url');

async function receive(call: UserCall, url: URL): Promise<ReceivedBody> {
  const body = await fetchFromLoopback(url);
  const spool = call.service.contents.openSpool();
  const hasher = new BlockHasher();
  try {
    const size = await spool.write(0, body, (bytes) => hasher.update(bytes));
    return { spool, size, hasher };
  } catch {
    spool.discard();
    throw routeError(tag('download_failed'));
  }
}

/** A name that is taken by then makes it give way, by the same bytes too, as repeated calls on the service have shown. */
function commit(
  call: UserCall,
  text: string,
  { spool, size, hasher }: ReceivedBody,
): Promise<ReturnType<typeof taggedStruct>> {
  const bytes = new ArrivedBytes(call.service.contents, spool, size, hasher.digest());
  const request = {
    path: text,
    mode: { tag: 'add' },
    autorename: true,
    clientModified: undefined,
    strictConflict: true,
  } as const;
  return writingTo(call, [text], () => {
    try {
      const file = underTag('path', () => writeFile(call, request, bytes));
      return taggedStruct('complete', metadataFor(call).file(file));
    } finally {
      bytes.release();
    }
  });
}
