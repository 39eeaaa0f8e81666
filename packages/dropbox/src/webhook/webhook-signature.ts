import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether a notification comes from Dropbox: its `X-Dropbox-Signature` is the HMAC-SHA256 of the body, byte for byte
 * as it arrived, under the secret of the app.
 */
export function isSignedByDropbox(
  body: Uint8Array,
  signature: string | null | undefined,
  appSecret: string,
): boolean {
  const expected = createHmac('sha256', appSecret).update(body).digest();
  const given = Buffer.from(signature ?? '', 'hex');
  return given.byteLength === expected.byteLength && timingSafeEqual(given, expected);
}
