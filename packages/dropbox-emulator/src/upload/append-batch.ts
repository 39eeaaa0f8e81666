import type { JsonObject } from '../json/json-value.ts';
import { sha256Hex } from '../path/path-schemas.ts';
import type { UserCall } from '../route/call.ts';
import { type Route, upload } from '../route/route.ts';
import { boolean } from '../schema/boolean.ts';
import { optional, withDefault } from '../schema/field.ts';
import { list } from '../schema/list.ts';
import { uint64 } from '../schema/number.ts';
import { struct } from '../schema/struct.ts';
import { CallRefused, routeError } from '../wire/call-refused.ts';
import { tag, tagged } from '../wire/tagged.ts';
import { append } from './append.ts';
import { type ReceivedBody, receiveBody } from './receive-body.ts';
import { findForAppend, type SessionCursor, sessionCursor } from './session-routes.ts';

interface AppendEntry {
  readonly cursor: SessionCursor;
  readonly length: number;
  readonly close: boolean;
}

export const appendBatch: Route = upload({
  name: 'files/upload_session/append_batch',
  auth: 'user',
  scope: 'files.content.write',
  argument: struct({
    entries: list(
      struct({ cursor: sessionCursor, length: uint64(), close: withDefault(boolean, false) }),
      { maxItems: 1000 },
    ),
    content_hash: optional(sha256Hex),
  }),
  async handle(call, argument) {
    const received = await receiveBody(call, argument.content_hash);
    try {
      const total = argument.entries.reduce((sum, { length }) => sum + length, 0);
      if (total !== received.size) throw routeError(tag('length_mismatch'));
      const entries: JsonObject[] = [];
      let start = 0;
      for (const entry of argument.entries) {
        entries.push(await appendEntry(call, entry, received, start));
        start += entry.length;
      }
      return { entries };
    } finally {
      received.spool.discard();
    }
  },
});

/** Hands an entry's part of the body to its session. */
async function appendEntry(
  call: UserCall,
  entry: AppendEntry,
  { spool }: ReceivedBody,
  start: number,
): Promise<JsonObject> {
  const { sessions } = call.service;
  const { cursor, length, close } = entry;
  try {
    await sessions.inTurn(cursor.session_id, async () => {
      const session = await findForAppend(call, cursor.session_id);
      const request = { offset: cursor.offset, close, contentHash: undefined };
      await append(sessions, session, request, spool.stream(start, start + length));
    });
    return tag('success');
  } catch (error) {
    if (!(error instanceof CallRefused) || error.refusal.kind !== 'route') throw error;
    return tagged('failure', error.refusal.error);
  }
}
