import { contentOf } from '../download/download-route.ts';
import type { Exchange } from '../http/exchange.ts';
import { serveFile } from '../http/serve-download.ts';
import { metadataFor } from '../metadata/metadata-for.ts';
import { underTag } from '../path/path-refused.ts';
import { readPath } from '../path/path-schemas.ts';
import { type Route, rpc } from '../route/route.ts';
import { struct } from '../schema/struct.ts';
import type { Service } from '../service/service.ts';
import { fileOf, lookUpFile } from '../view/look-up.ts';
import { routeError } from '../wire/call-refused.ts';
import { tag } from '../wire/tagged.ts';

const purpose = 'temporary link';

/** Links live for four hours. */
const lifetime = 4 * 60 * 60 * 1000;

type LinkTarget = {
  readonly stamp: number;
  readonly expiresAt: number;
};

/** Paths of links, after which the sealed target and the file's name follow. */
export const temporaryLinkPath = '/cd/0/get/';

export const getTemporaryLink: Route = rpc({
  name: 'files/get_temporary_link',
  auth: 'user',
  scope: 'files.content.read',
  argument: struct({ path: readPath }),
  handle(call, argument) {
    const { service, account } = call;
    const file = underTag('path', () => lookUpFile(call, argument.path));
    if (!account.emailVerified) throw routeError(tag('email_not_verified'));
    if (file.revision.nature.kind === 'document') throw routeError(tag('unsupported_file'));
    const target: LinkTarget = {
      stamp: file.revision.stamp,
      expiresAt: service.clock.now() + lifetime,
    };
    const sealed = service.sealer.seal(purpose, target);
    return {
      metadata: metadataFor(call).file(file),
      link: `${call.originOf('dl.dropboxusercontent.com')}${temporaryLinkPath}${sealed}/file`,
    };
  },
});

/** Serves the file behind a link: an ordinary download that needs no token. */
export async function serveTemporaryLink(service: Service, exchange: Exchange): Promise<void> {
  const [sealed = ''] = exchange.target.path.slice(temporaryLinkPath.length).split('/');
  const target = service.sealer.open(purpose, sealed) as LinkTarget | undefined;
  const revision = target && service.tree.revisions.get(target.stamp);
  const text = { 'Content-Type': 'text/plain; charset=utf-8' };
  if (target === undefined || revision === undefined) {
    exchange.send(404, text, 'This link is not known.');
  } else if (target.expiresAt <= service.clock.now()) {
    exchange.send(410, text, 'This temporary link has expired.');
  } else {
    const content = contentOf({ service }, fileOf(revision));
    await serveFile(exchange, content, {
      'Content-Type': 'application/binary',
      'Accept-Ranges': 'bytes',
      ETag: content.etag,
    });
  }
}
