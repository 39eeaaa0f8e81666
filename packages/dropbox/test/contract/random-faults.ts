import type { Fault, FaultRule } from '@mooring/dropbox-emulator';

/** What goes wrong, about as often as each other. */
const kinds: readonly Fault[] = [
  { kind: 'reset' },
  { kind: 'lost-response' },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 500, body: 'Internal Server Error' },
  { kind: 'rate-limit', retryAfter: 0 },
  { kind: 'rate-limit', reason: 'too_many_write_operations', retryAfter: 0 },
  { kind: 'rate-limit', form: 'empty', retryAfter: 0 },
  { kind: 'truncated-body', afterBytes: 3 },
  { kind: 'surplus-body', bytes: 7 },
];

/**
 * Where tokens are refused, once on each: a call whose new token is refused too fails, as it has to, and a long poll carries
 * none that could be.
 */
const tokenRoutes = ['get_metadata', 'list_folder', 'download', 'upload', 'delete_v2', 'move_v2'];

/** Faults that happen to this share of the next requests, at random: the same for the same seed. */
export function randomFaults(seed: number, share: number, requests: number): readonly FaultRule[] {
  const random = generator(seed);
  const rules = tokenRoutes.map((route): FaultRule => {
    const skip = Math.floor(random() / share);
    return { route: `files/${route}`, fault: { kind: 'expired-token' }, skip };
  });
  for (let request = 0; request < requests; request++) {
    const fault = kinds[Math.floor(random() * kinds.length)];
    if (random() < share && fault !== undefined) rules.push({ route: '*', fault, skip: request });
  }
  return rules;
}

/** Mulberry32: small, and good enough to choose faults by. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
