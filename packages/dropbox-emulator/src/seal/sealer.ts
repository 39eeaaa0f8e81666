import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database } from '../database/database.ts';
import type { JsonValue } from '../json/json-value.ts';

const table = 'CREATE TABLE IF NOT EXISTS seal_secret (secret BLOB NOT NULL)';

const macLength = 16;

/**
 * Writes values as opaque text that only this server can have made: cursors and links. So nothing has to be kept of what was
 * handed out, and a made-up one is told from a real one.
 */
export class Sealer {
  readonly #secret: Uint8Array;

  constructor(database: Database) {
    database.execute(table);
    const stored = database.get<{ secret: Uint8Array }>('SELECT secret FROM seal_secret');
    this.#secret = stored?.secret ?? randomBytes(32);
    if (stored === undefined) {
      database.run('INSERT INTO seal_secret (secret) VALUES (?)', this.#secret);
    }
  }

  /** `purpose` keeps texts of one kind from passing for another. */
  seal(purpose: string, value: JsonValue): string {
    const payload = Buffer.from(JSON.stringify(value));
    return Buffer.concat([this.#mac(purpose, payload), payload]).toString('base64url');
  }

  /** The value, or undefined when the text was not sealed here for this purpose. The caller knows its type by that. */
  open(purpose: string, text: string): unknown {
    const bytes = Buffer.from(text, 'base64url');
    const mac = bytes.subarray(0, macLength);
    const payload = bytes.subarray(macLength);
    const isOurs = mac.length === macLength && timingSafeEqual(mac, this.#mac(purpose, payload));
    return isOurs ? JSON.parse(payload.toString()) : undefined;
  }

  #mac(purpose: string, payload: Uint8Array): Uint8Array {
    const mac = createHmac('sha256', this.#secret).update(purpose).update('\0').update(payload);
    return mac.digest().subarray(0, macLength);
  }
}
