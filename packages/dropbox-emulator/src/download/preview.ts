import { text } from 'node:stream/consumers';
import { escapeHtml } from '../html/escape-html.ts';
import { metadataFor } from '../metadata/metadata-for.ts';
import { underTag } from '../path/path-refused.ts';
import { readPath, rev } from '../path/path-schemas.ts';
import { download, type Route } from '../route/route.ts';
import { optional } from '../schema/field.ts';
import { struct } from '../schema/struct.ts';
import { endingOf } from '../search/file-category.ts';
import { lookUpFile } from '../view/look-up.ts';
import { routeError } from '../wire/call-refused.ts';
import { tag } from '../wire/tagged.ts';

/** Kinds of files that the service shows as PDF or HTML. */
const endings = new Set(
  (
    'ai doc docm docx eps gdoc gslides odp odt pps ppsm ppsx ppt pptm pptx rtf ' +
    'csv ods xls xlsm gsheet xlsx'
  ).split(' '),
);

/** Only comma-separated values are really shown here. Converting office documents is not an emulator's business. */
export const getPreview: Route = download({
  name: 'files/get_preview',
  auth: 'user',
  scope: 'files.content.read',
  argument: struct({ path: readPath, rev: optional(rev) }),
  async handle(call, argument) {
    const path = argument.rev === undefined ? argument.path : `rev:${argument.rev}`;
    const file = underTag('path', () => lookUpFile(call, path));
    const ending = endingOf(file.path);
    if (!endings.has(ending)) throw routeError(tag('unsupported_extension'));
    if (ending !== 'csv') throw routeError(tag('unsupported_content'));
    const { content, size } = file.revision;
    const table = tableOf(await text(call.service.contents.read(content, 0, size)));
    return {
      result: metadataFor(call).file(file),
      content: { kind: 'bytes', mediaType: 'text/html', bytes: Buffer.from(table) },
    };
  },
});

function tableOf(values: string): string {
  const rows = values.split(/\r?\n/).filter((line) => line !== '');
  const cells = rows.map((row) => row.split(',').map((cell) => `<td>${escapeHtml(cell)}</td>`));
  const body = cells.map((row) => `<tr>${row.join('')}</tr>`).join('');
  return `<!DOCTYPE html><html><body><table>${body}</table></body></html>`;
}
