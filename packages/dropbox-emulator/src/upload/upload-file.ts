import { type FileCommit, writeFile } from '../change/write-file.ts';
import { tooManyWriters, writingTo } from '../change/writing-to.ts';
import { metadataFor } from '../metadata/metadata-for.ts';
import { PathRefused } from '../path/path-refused.ts';
import { sha256Hex } from '../path/path-schemas.ts';
import type { UserCall } from '../route/call.ts';
import { type Route, upload } from '../route/route.ts';
import { optional } from '../schema/field.ts';
import { struct } from '../schema/struct.ts';
import type { FileEntry } from '../tree/entry.ts';
import { routeError } from '../wire/call-refused.ts';
import { type Tagged, tagged, taggedStruct } from '../wire/tagged.ts';
import { ArrivedBytes } from './arrived-bytes.ts';
import { commitFields, fileCommit } from './commit-info.ts';
import { type ReceivedBody, receiveBody } from './receive-body.ts';

export const uploadFile: Route = upload({
  name: 'files/upload',
  auth: 'user',
  scope: 'files.content.write',
  argument: struct({ ...commitFields, content_hash: optional(sha256Hex) }),
  async handle(call, argument) {
    const commit = fileCommit(argument);
    const received = await receiveBody(call, argument.content_hash);
    const file = await writingTo(
      call,
      [commit.path],
      () => commitBody(call, commit, received),
      () => uploadFailure(call, tooManyWriters, received),
    );
    return metadataFor(call).file(file);
  },
});

function commitBody(call: UserCall, commit: FileCommit, received: ReceivedBody): FileEntry {
  const { spool, size, hasher } = received;
  const bytes = new ArrivedBytes(call.service.contents, spool, size, hasher.digest());
  try {
    const file = writeFile(call, commit, bytes);
    bytes.release();
    return file;
  } catch (error) {
    if (!(error instanceof PathRefused)) throw error;
    throw routeError(uploadFailure(call, error.error, received));
  }
}

/** The bytes are kept as an upload session, so that a commit by another name need not send them again. */
function uploadFailure(call: UserCall, reason: Tagged, received: ReceivedBody): Tagged {
  const { spool, size, hasher } = received;
  const session = call.service.sessions.keep(call.account.id, spool, size, hasher);
  // The one place where the newer service has been seen to tell of a member that is not there.
  const isBare =
    reason['.tag'] === 'malformed_path' && call.service.behaviour.wireStyle === 'compact';
  return taggedStruct('path', {
    reason: isBare ? tagged('malformed_path', null) : reason,
    upload_session_id: session.id,
  });
}
