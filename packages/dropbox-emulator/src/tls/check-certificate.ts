import { createSecureContext } from 'node:tls';
import type { ServerCertificate } from './certificates.ts';

/** @throws Error when the certificate or its key is not PEM, or they do not belong together */
export function checkCertificate({ certificate, key }: ServerCertificate): void {
  try {
    createSecureContext({ cert: certificate, key });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the certificate and its key cannot be used (${reason})`, { cause: error });
  }
}
