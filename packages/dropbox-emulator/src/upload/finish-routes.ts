import { batchEntry } from '../change/batch-entry.ts';
import { writeFile } from '../change/write-file.ts';
import { orAllBusy, tooManyWriters, writingTo } from '../change/writing-to.ts';
import { checkRoute, launchJob } from '../job/job-routes.ts';
import type { JsonObject } from '../json/json-value.ts';
import { metadataFor } from '../metadata/metadata-for.ts';
import { underTag } from '../path/path-refused.ts';
import { sha256Hex } from '../path/path-schemas.ts';
import type { UserCall } from '../route/call.ts';
import { type Route, rpc, upload } from '../route/route.ts';
import { optional } from '../schema/field.ts';
import { list } from '../schema/list.ts';
import { struct } from '../schema/struct.ts';
import type { FileEntry } from '../tree/entry.ts';
import { CallRefused, routeError } from '../wire/call-refused.ts';
import { type Tagged, tag, tagged, taggedStruct } from '../wire/tagged.ts';
import { append, offsetProblem } from './append.ts';
import { ArrivedBytes } from './arrived-bytes.ts';
import { type CommitInfo, commitInfo, fileCommit } from './commit-info.ts';
import { type SessionCursor, sessionCursor } from './session-routes.ts';
import { assemble, type ConcurrentSession, type UploadSession } from './upload-session.ts';

const finishArgument = struct({
  cursor: sessionCursor,
  commit: commitInfo,
  content_hash: optional(sha256Hex),
});

interface FinishRequest {
  readonly cursor: SessionCursor;
  readonly commit: CommitInfo;
}

export const finishSession: Route = upload({
  name: 'files/upload_session/finish',
  auth: 'user',
  scope: 'files.content.write',
  argument: finishArgument,
  async handle(call, argument) {
    const { sessions } = call.service;
    const { session_id, offset } = argument.cursor;
    return await sessions.inTurn(session_id, async () => {
      const session = await findForFinish(call, session_id);
      const contentHash = argument.content_hash;
      const received = await receiveRest(call, session, offset, contentHash);
      const cursor = { session_id, offset: offset + received };
      const file = await writingTo(call, [argument.commit.path], () =>
        commitSession(call, session, { cursor, commit: argument.commit }),
      );
      return metadataFor(call).file(file);
    });
  },
});

const batchArgument = struct({ entries: list(finishArgument, { maxItems: 1000 }) });

export const finishSessionBatch: Route = rpc({
  name: 'files/upload_session/finish_batch_v2',
  auth: 'user',
  scope: 'files.content.write',
  argument: batchArgument,
  async handle(call, argument) {
    return { entries: await finishAll(call, argument.entries, 'call') };
  },
});

/** The older form, which does the same as a job. */
export const finishSessionBatchV1: Route = rpc({
  name: 'files/upload_session/finish_batch',
  auth: 'user',
  scope: 'files.content.write',
  argument: batchArgument,
  handle: (call, argument) =>
    launchJob(call, 'finish_batch', async () =>
      taggedStruct('complete', { entries: await finishAll(call, argument.entries, 'job') }),
    ),
});

export const finishSessionBatchCheck: Route = checkRoute(
  'files/upload_session/finish_batch/check',
  'finish_batch',
);

/** Finishes closed sessions in order, each by itself. */
async function finishAll(
  call: UserCall,
  requests: readonly FinishRequest[],
  as: 'call' | 'job',
): Promise<readonly JsonObject[]> {
  const paths = requests.map(({ commit }) => commit.path);
  const write = async (): Promise<readonly JsonObject[]> => {
    const found: (UploadSession | CallRefused)[] = [];
    for (const { cursor } of requests) found.push(await findOrRefuse(call, cursor.session_id));
    const metadata = metadataFor(call);
    return call.tree.changes.write(() =>
      requests.map((request, index) =>
        batchEntry(() => {
          const session = found[index];
          if (session === undefined || session instanceof CallRefused) throw session;
          // An entry before this one may have used the same session.
          if (session.isFinished) throw lookupFailed(tag('not_found'));
          if (!session.isClosed) throw lookupFailed(tag('not_closed'));
          return taggedStruct('success', metadata.file(commitSession(call, session, request)));
        }),
      ),
    );
  };
  return await orAllBusy<JsonObject>(as, requests, tagged('failure', tooManyWriters), () =>
    writingTo(call, paths, write),
  );
}

async function findOrRefuse(call: UserCall, id: string): Promise<UploadSession | CallRefused> {
  try {
    return await findForFinish(call, id);
  } catch (error) {
    if (error instanceof CallRefused) return error;
    throw error;
  }
}

async function findForFinish(call: UserCall, id: string): Promise<UploadSession> {
  const session = await call.service.sessions.find(id, call.account.id);
  if (session === undefined || session.isFinished) throw lookupFailed(tag('not_found'));
  return session;
}

/** Takes the last bytes of a session, which come with the finish. They stay when the commit fails. */
async function receiveRest(
  call: UserCall,
  session: UploadSession,
  offset: number,
  contentHash: string | undefined,
): Promise<number> {
  if (session.kind === 'concurrent') {
    for await (const bytes of call.body) {
      if (bytes.length > 0) throw routeError(tag('concurrent_session_data_not_allowed'));
    }
    return 0;
  }
  const problem = offsetProblem(session, offset);
  if (problem !== undefined) throw lookupFailed(problem);
  if (session.isClosed) {
    for await (const bytes of call.body) {
      if (bytes.length > 0) throw lookupFailed(tag('closed'));
    }
    return 0;
  }
  const request = { offset, close: false, contentHash };
  await append(call.service.sessions, session, request, call.body);
  return session.received - offset;
}

function commitSession(call: UserCall, session: UploadSession, request: FinishRequest): FileEntry {
  const commit = fileCommit(request.commit);
  const whole = session.kind === 'concurrent' ? assembleParts(session) : assemble(session);
  if (whole.kind !== 'whole') throw new Error('A sequential session is always whole.');
  const { size, hash } = whole;
  if (request.cursor.offset !== size) {
    throw lookupFailed(taggedStruct('incorrect_offset', { correct_offset: size }));
  }
  const bytes = new ArrivedBytes(call.service.contents, session.spool, size, hash);
  const file = underTag('path', () => writeFile(call, commit, bytes));
  bytes.release();
  session.isFinished = true;
  call.service.sessions.finish(session);
  return file;
}

function assembleParts(session: ConcurrentSession): ReturnType<typeof assemble> {
  const assembled = assemble(session);
  switch (assembled.kind) {
    case 'whole':
      return assembled;
    case 'not-closed':
      throw routeError(tag('concurrent_session_not_closed'));
    case 'missing-data':
      throw routeError(tag('concurrent_session_missing_data'));
  }
}

function lookupFailed(error: Tagged): CallRefused {
  return routeError(tagged('lookup_failed', error));
}
