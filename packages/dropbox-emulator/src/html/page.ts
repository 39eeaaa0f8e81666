import { escapeHtml } from './escape-html.ts';

/** A whole page around a body of HTML. The title is plain text. */
export function htmlPage(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} - Dropbox emulator</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:4em auto;padding:0 1em}</style>
</head><body><h1>${escapeHtml(title)}</h1>
${body}
</body></html>
`;
}

/** The media type of such pages. */
export const htmlType: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
};
