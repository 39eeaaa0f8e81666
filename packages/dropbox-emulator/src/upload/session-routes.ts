import { sha256Hex } from '../path/path-schemas.ts';
import type { UserCall } from '../route/call.ts';
import { type Route, rpc, upload } from '../route/route.ts';
import { boolean } from '../schema/boolean.ts';
import { optional, withDefault } from '../schema/field.ts';
import { integer, uint64 } from '../schema/number.ts';
import type { Schema } from '../schema/schema.ts';
import { string } from '../schema/string.ts';
import { struct } from '../schema/struct.ts';
import { choice } from '../schema/union.ts';
import { routeError } from '../wire/call-refused.ts';
import { tag } from '../wire/tagged.ts';
import { append } from './append.ts';
import type { UploadSession } from './upload-session.ts';

export interface SessionCursor {
  readonly session_id: string;
  readonly offset: number;
}

export const sessionCursor: Schema<SessionCursor> = struct({
  session_id: string(),
  offset: uint64(),
});

const sessionType = choice('sequential', 'concurrent');

export const startSession: Route = upload({
  name: 'files/upload_session/start',
  auth: 'user',
  scope: 'files.content.write',
  argument: struct({
    close: withDefault(boolean, false),
    session_type: optional(sessionType),
    content_hash: optional(sha256Hex),
  }),
  async handle(call, argument) {
    const { sessions } = call.service;
    const { close, session_type, content_hash } = argument;
    const session = sessions.start(call.account.id, session_type ?? 'sequential');
    if (session.kind === 'concurrent' && close) {
      throw routeError(tag('concurrent_session_close_not_allowed'));
    }
    try {
      const body = session.kind === 'concurrent' ? withoutData(call.body) : call.body;
      await append(sessions, session, { offset: 0, close, contentHash: content_hash }, body);
    } catch (error) {
      session.spool.discard();
      throw error;
    }
    return { session_id: session.id };
  },
});

export const startSessionBatch: Route = rpc({
  name: 'files/upload_session/start_batch',
  auth: 'user',
  scope: 'files.content.write',
  argument: struct({
    session_type: optional(sessionType),
    num_sessions: integer(1, 1000),
  }),
  handle(call, argument) {
    const { sessions } = call.service;
    const ids = Array.from({ length: argument.num_sessions }, () => {
      const session = sessions.start(call.account.id, argument.session_type ?? 'sequential');
      sessions.save(session);
      return session.id;
    });
    return { session_ids: ids };
  },
});

export const appendToSession: Route = upload({
  name: 'files/upload_session/append_v2',
  auth: 'user',
  scope: 'files.content.write',
  argument: struct({
    cursor: sessionCursor,
    close: withDefault(boolean, false),
    content_hash: optional(sha256Hex),
  }),
  async handle(call, argument) {
    const { sessions } = call.service;
    const { session_id, offset } = argument.cursor;
    const { close, content_hash } = argument;
    const request = { offset, close, contentHash: content_hash };
    const session = await findForAppend(call, session_id);
    if (session.kind === 'concurrent') await append(sessions, session, request, call.body);
    else {
      await sessions.inTurn(session_id, async () => {
        await append(sessions, await findForAppend(call, session_id), request, call.body);
      });
    }
    return null;
  },
});

/** The form of append before it could close a session. */
export const appendToSessionV1: Route = upload({
  name: 'files/upload_session/append',
  auth: 'user',
  scope: 'files.content.write',
  argument: sessionCursor,
  async handle(call, { session_id, offset }) {
    await call.service.sessions.inTurn(session_id, async () => {
      const session = await findForAppend(call, session_id);
      const request = { offset, close: false, contentHash: undefined };
      await append(call.service.sessions, session, request, call.body);
    });
    return null;
  },
});

/** @throws CallRefused with an UploadSessionAppendError */
export async function findForAppend(call: UserCall, id: string): Promise<UploadSession> {
  const session = await call.service.sessions.find(id, call.account.id);
  if (session === undefined) throw routeError(tag('not_found'));
  if (session.isFinished) throw routeError(tag('closed'));
  return session;
}

/** The body of a start that opens a concurrent session, which takes its data by appends only. */
async function* withoutData(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const bytes of body) {
    if (bytes.length > 0) throw routeError(tag('concurrent_session_data_not_allowed'));
    yield bytes;
  }
}
