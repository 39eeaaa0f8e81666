import { randomUUID } from 'node:crypto';
import type { AccountId } from '../account/account.ts';
import { type FileCommit, writeFile } from '../change/write-file.ts';
import { writingTo } from '../change/writing-to.ts';
import type { Exchange } from '../http/exchange.ts';
import { limitedBody } from '../http/limited-body.ts';
import { PathRefused } from '../path/path-refused.ts';
import { type Route, rpc } from '../route/route.ts';
import { withDefault } from '../schema/field.ts';
import { float } from '../schema/number.ts';
import { struct } from '../schema/struct.ts';
import type { Service } from '../service/service.ts';
import type { NamespaceId } from '../tree/entry.ts';
import { ArrivedBytes } from '../upload/arrived-bytes.ts';
import { commitInfo, fileCommit } from '../upload/commit-info.ts';
import { receiveBody } from '../upload/receive-body.ts';
import { CallRefused } from '../wire/call-refused.ts';

const purpose = 'temporary upload link';

type UploadLink = {
  readonly id: string;
  readonly account: AccountId;
  readonly root: NamespaceId;
  readonly commit: Pick<FileCommit, 'path' | 'mode' | 'autorename' | 'strictConflict'>;
  readonly clientModified: number | null;
  readonly expiresAt: number;
};

/** Paths of links, after which the sealed link follows. */
export const temporaryUploadLinkPath = '/apitul/1/';

export const getTemporaryUploadLink: Route = rpc({
  name: 'files/get_temporary_upload_link',
  auth: 'user',
  scope: 'files.content.write',
  argument: struct({ commit_info: commitInfo, duration: withDefault(float(60, 14_400), 14_400) }),
  handle(call, argument) {
    const { service, account, view } = call;
    const { clientModified, nature: _, ...commit } = fileCommit(argument.commit_info);
    const link: UploadLink = {
      id: randomUUID(),
      account: account.id,
      root: view.root.namespace,
      commit,
      clientModified: clientModified ?? null,
      expiresAt: service.clock.now() + argument.duration * 1000,
    };
    const sealed = service.sealer.seal(purpose, link);
    const origin = call.originOf('content.dropboxapi.com');
    return { link: `${origin}${temporaryUploadLinkPath}${sealed}` };
  },
});

/** Takes the one upload that a link allows. The path is looked at only now. */
export async function serveTemporaryUploadLink(
  service: Service,
  exchange: Exchange,
): Promise<void> {
  const answer = (status: number, text: string): void =>
    exchange.send(status, { 'Content-Type': 'text/plain; charset=utf-8' }, text);
  if (exchange.method !== 'POST') return answer(405, 'Use POST.');
  const type = exchange.header('content-type');
  if (type !== 'application/octet-stream') {
    return answer(400, `Bad HTTP "Content-Type" header: "${type ?? ''}".`);
  }
  const sealed = exchange.target.path.slice(temporaryUploadLinkPath.length);
  const link = service.sealer.open(purpose, sealed) as UploadLink | undefined;
  if (link === undefined) return answer(409, 'This temporary upload link is not known.');
  if (link.expiresAt <= service.clock.now()) {
    return answer(410, 'Temporary upload link has expired.');
  }
  if (service.uploadLinks.isUsed(link.id)) {
    return answer(410, 'Temporary upload link has been recently consumed.');
  }
  try {
    const hash = await uploadBy(service, exchange, link);
    exchange.send(
      200,
      { 'Content-Type': 'application/json' },
      JSON.stringify({ 'content-hash': hash }),
    );
  } catch (error) {
    if (!(error instanceof PathRefused || error instanceof CallRefused)) throw error;
    answer(409, 'The upload could not be saved.');
  }
}

async function uploadBy(service: Service, exchange: Exchange, link: UploadLink): Promise<string> {
  const { spool, size, hasher } = await receiveBody(
    { service, body: limitedBody(exchange) },
    undefined,
  );
  const bytes = new ArrivedBytes(service.contents, spool, size, hasher.digest());
  try {
    const view = service.views.view(link.account, link.root);
    if (view === undefined) throw new Error(`The root ${link.root} of an upload link is gone.`);
    const context = { service, tree: service.tree, view };
    const commit = { ...link.commit, clientModified: link.clientModified ?? undefined };
    await writingTo(context, [commit.path], () => writeFile(context, commit, bytes));
    service.uploadLinks.use(link.id);
    return bytes.hash;
  } finally {
    bytes.release();
  }
}
