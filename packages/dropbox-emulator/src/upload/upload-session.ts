import type { AccountId } from '../account/account.ts';
import { type BlockHasher, blockSize, hashOfBlocks } from '../content/block-hasher.ts';
import type { Spool } from '../content/spool.ts';

/** Where in a concurrent session a part with these bytes begins, and the digests of its blocks. */
interface Part {
  readonly offset: number;
  readonly length: number;
  readonly blocks: Uint8Array;
}

interface SessionBase {
  readonly id: string;
  readonly account: AccountId;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly spool: Spool;
  /** No more appends are wanted. */
  isClosed: boolean;
  /** The file has been written; the id is kept to tell late appends so. */
  isFinished: boolean;
}

/** Bytes arrive in order. */
export interface SequentialSession extends SessionBase {
  readonly kind: 'sequential';
  received: number;
  hasher: BlockHasher;
}

/** Parts of whole blocks arrive in any order. The closing one says where the file ends. */
export interface ConcurrentSession extends SessionBase {
  readonly kind: 'concurrent';
  /** Set by the closing part. */
  size: number | undefined;
  readonly parts: Map<number, Part>;
}

export type UploadSession = SequentialSession | ConcurrentSession;

/** The bytes of a session as one file, or what stands in the way. */
export type AssembledSession =
  | { readonly kind: 'whole'; readonly size: number; readonly hash: string }
  | { readonly kind: 'not-closed' }
  | { readonly kind: 'missing-data' };

export function assemble(session: UploadSession): AssembledSession {
  if (session.kind === 'sequential') {
    return { kind: 'whole', size: session.received, hash: session.hasher.digest() };
  }
  const { size } = session;
  if (size === undefined) return { kind: 'not-closed' };
  const blocks = Buffer.alloc(Math.ceil(size / blockSize) * digestSize);
  const isFilled = new Uint8Array(Math.ceil(size / blockSize));
  for (const part of session.parts.values()) {
    const first = part.offset / blockSize;
    blocks.set(part.blocks, first * digestSize);
    isFilled.fill(1, first, first + part.blocks.length / digestSize);
  }
  if (isFilled.includes(0)) return { kind: 'missing-data' };
  return { kind: 'whole', size, hash: hashOfBlocks(blocks) };
}

const digestSize = 32;
