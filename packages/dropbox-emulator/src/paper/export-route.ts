import { buffer } from 'node:stream/consumers';
import { marked } from 'marked';
import { contentHash } from '../content/block-hasher.ts';
import { escapeHtml } from '../html/escape-html.ts';
import { metadataFor } from '../metadata/metadata-for.ts';
import { underTag } from '../path/path-refused.ts';
import { readPath } from '../path/path-schemas.ts';
import { nameOf } from '../path/split-path.ts';
import { download, type Route } from '../route/route.ts';
import { optional } from '../schema/field.ts';
import { string } from '../schema/string.ts';
import { struct } from '../schema/struct.ts';
import type { DocumentNature } from '../tree/entry.ts';
import { lookUpFile } from '../view/look-up.ts';
import { routeError } from '../wire/call-refused.ts';
import { tag } from '../wire/tagged.ts';

export const exportFile: Route = download({
  name: 'files/export',
  auth: 'user',
  scope: 'files.content.read',
  argument: struct({ path: readPath, export_format: optional(string()) }),
  async handle(call, argument) {
    const file = underTag('path', () => lookUpFile(call, argument.path));
    const { nature, content, size } = file.revision;
    if (nature.kind !== 'document') throw routeError(tag('non_exportable'));
    const format = argument.export_format ?? nature.exportAs;
    if (format !== nature.exportAs && !nature.exportOptions.includes(format)) {
      throw routeError(tag('invalid_export_format'));
    }
    const source = await buffer(call.service.contents.read(content, 0, size));
    const bytes = convert(source, nature, format);
    return {
      result: {
        export_metadata: {
          name: exportName(nameOf(file.path), format),
          size: bytes.length,
          export_hash: contentHash(bytes),
          ...(nature.source === 'bytes' ? {} : { paper_revision: nature.paperRevision }),
        },
        file_metadata: metadataFor(call).file(file),
      },
      content: { kind: 'bytes', mediaType: 'application/octet-stream', bytes },
    };
  },
});

function convert(source: Buffer, nature: DocumentNature, format: string): Uint8Array {
  if (nature.source === 'bytes' || nature.source === format) return source;
  if (format !== 'html') return source;
  const text = source.toString();
  const html =
    nature.source === 'markdown'
      ? marked.parse(text, { async: false })
      : `<pre>${escapeHtml(text)}</pre>`;
  return Buffer.from(`<!DOCTYPE html><html><body>${html}</body></html>`);
}

const endings: Readonly<Record<string, string>> = { markdown: 'md', plain_text: 'txt' };

/** `Plan.html` for `Plan.paper`. */
function exportName(name: string, format: string): string {
  return `${name.replace(/\.[^.]*$/, '')}.${endings[format] ?? format}`;
}
