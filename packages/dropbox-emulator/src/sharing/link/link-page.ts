import { contentOf } from '../../download/download-route.ts';
import { escapeHtml } from '../../html/escape-html.ts';
import { htmlPage, htmlType } from '../../html/page.ts';
import type { Exchange } from '../../http/exchange.ts';
import { serveFile } from '../../http/serve-download.ts';
import { nameOf } from '../../path/split-path.ts';
import type { Service } from '../../service/service.ts';
import { entriesBelow } from '../../view/entries-below.ts';
import { CallRefused } from '../../wire/call-refused.ts';
import { followLink, type OpenedLink } from './follow-link.ts';

/** Paths of shared links. */
export const sharedLinkPath = '/scl/';

const maxListed = 1000;

/**
 * What a browser shows at the address of a shared link: the file itself with `dl=1` or `raw=1`, or on the host of
 * contents, which many put into the address for the purpose. A page else.
 */
export async function serveLinkPage(service: Service, exchange: Exchange): Promise<void> {
  const { host, path, query } = exchange.target;
  const opened = open(service, `https://www.dropbox.com${path}?${query}`);
  if (opened === undefined) {
    const text = '<p>This link does not exist, has expired, or is not for everybody.</p>';
    exchange.send(404, htmlType, htmlPage('Not found', text));
    return;
  }
  const { entry, link } = opened;
  const isDownload = host === 'files' || query.get('dl') === '1' || query.get('raw') === '1';
  if (isDownload && entry.kind === 'file' && link.settings.allowDownload) {
    const content = contentOf({ service }, entry);
    const name = encodeURIComponent(nameOf(entry.path));
    await serveFile(exchange, content, {
      'Content-Type': 'application/binary',
      'Content-Disposition': `attachment; filename*=UTF-8''${name}`,
      ETag: content.etag,
    });
    return;
  }
  exchange.send(200, htmlType, pageOf(service, opened));
}

function open(service: Service, url: string): OpenedLink | undefined {
  try {
    return followLink(service, { url, password: undefined }, undefined);
  } catch (error) {
    if (error instanceof CallRefused) return undefined;
    throw error;
  }
}

function pageOf(service: Service, { entry, view, link }: OpenedLink): string {
  const name = nameOf(entry.path);
  if (entry.kind === 'file') {
    const address = escapeHtml(link.url.replace('&dl=0', '&dl=1'));
    return htmlPage(name, `<p>${entry.revision.size} bytes. <a href="${address}">Download</a></p>`);
  }
  const items = entriesBelow(service.tree, view, entry, maxListed)
    .map(({ relativePath }) => `<li>${escapeHtml(relativePath)}</li>`)
    .join('');
  return htmlPage(name, `<ul>${items}</ul>`);
}
