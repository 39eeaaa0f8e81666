import type { files } from 'dropbox';

/** File name extensions of the formats that the service calls otherwise. */
const extensions: Readonly<Record<string, string>> = { markdown: 'md', plain_text: 'txt' };

/** The file name extension, without a dot, of the form in which the service exports a file unless told otherwise. */
export function exportExtension(info: files.ExportInfo | undefined): string {
  const format = info?.export_as ?? info?.export_options?.[0] ?? 'html';
  return extensions[format] ?? format;
}
