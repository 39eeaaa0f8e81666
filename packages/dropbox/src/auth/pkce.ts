import { createHash, randomBytes } from 'node:crypto';

/** Proof that the one who redeems a code is the one who asked for it. RFC 7636. */
export interface Pkce {
  readonly verifier: string;
  /** The SHA-256 of the verifier, in base64url. */
  readonly challenge: string;
}

export function createPkce(): Pkce {
  // 32 bytes make 43 characters, the least that the RFC allows and as many as a guess has to hit.
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}
