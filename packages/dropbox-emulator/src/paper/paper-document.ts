import type { Schema } from '../schema/schema.ts';
import { choice } from '../schema/union.ts';
import type { DocumentNature } from '../tree/entry.ts';
import { routeError } from '../wire/call-refused.ts';
import { tag } from '../wire/tagged.ts';

/** The forms in which the text of a document can be given. */
export type ImportFormat = 'html' | 'markdown' | 'plain_text';

export const importFormat: Schema<ImportFormat> = choice('html', 'markdown', 'plain_text');

/** Only what needs no guess: HTML is not turned back into Markdown. */
const exportOptions: Readonly<Record<ImportFormat, readonly string[]>> = {
  html: ['html'],
  markdown: ['html', 'markdown'],
  plain_text: ['html', 'markdown', 'plain_text'],
};

export function paperNature(source: ImportFormat, paperRevision: number): DocumentNature {
  return {
    kind: 'document',
    source,
    exportAs: 'html',
    exportOptions: exportOptions[source],
    paperRevision,
  };
}

const maxLength = 1024 * 1024;

/** @throws CallRefused with a PaperContentError */
export async function readPaperText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of body) {
    length += bytes.length;
    if (length > maxLength) throw routeError(tag('doc_length_exceeded'));
    pieces.push(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch {
    throw routeError(tag('content_malformed'));
  }
}
