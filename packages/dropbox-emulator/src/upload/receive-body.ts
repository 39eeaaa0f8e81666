import { BlockHasher } from '../content/block-hasher.ts';
import type { Spool } from '../content/spool.ts';
import type { UserCall } from '../route/call.ts';
import { checkHash } from './append.ts';

export interface ReceivedBody {
  readonly spool: Spool;
  readonly size: number;
  readonly hasher: BlockHasher;
}

/**
 * Takes the whole body of an upload.
 *
 * @throws CallRefused `content_hash_mismatch` when it is not what the client said, and then keeps nothing
 */
export async function receiveBody(
  call: Pick<UserCall, 'service' | 'body'>,
  contentHash: string | undefined,
): Promise<ReceivedBody> {
  const spool = call.service.contents.openSpool();
  const hasher = new BlockHasher();
  try {
    const size = await spool.write(0, call.body, (bytes) => hasher.update(bytes));
    checkHash(contentHash, hasher);
    return { spool, size, hasher };
  } catch (error) {
    spool.discard();
    throw error;
  }
}
