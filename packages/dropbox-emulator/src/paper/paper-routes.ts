import { text } from 'node:stream/consumers';
import { writeFile } from '../change/write-file.ts';
import { writingTo } from '../change/writing-to.ts';
import { contentState } from '../content/content-store.ts';
import { PathRefused, refusePath, underTag } from '../path/path-refused.ts';
import { path, writePathOrId } from '../path/path-schemas.ts';
import type { UserCall } from '../route/call.ts';
import { type Route, upload } from '../route/route.ts';
import { optional } from '../schema/field.ts';
import { integer } from '../schema/number.ts';
import { struct } from '../schema/struct.ts';
import { choice } from '../schema/union.ts';
import type { DocumentNature, FileEntry } from '../tree/entry.ts';
import { lookUpFile } from '../view/look-up.ts';
import { routeError } from '../wire/call-refused.ts';
import { tag } from '../wire/tagged.ts';
import { importFormat, paperNature, readPaperText } from './paper-document.ts';

export const createPaper: Route = upload({
  name: 'files/paper/create',
  host: 'api',
  auth: 'user',
  scope: 'files.content.write',
  appFolder: false,
  argument: struct({ path, import_format: importFormat }),
  async handle(call, argument) {
    if (!argument.path.toLowerCase().endsWith('.paper')) {
      throw routeError(tag('invalid_file_extension'));
    }
    if (!call.account.emailVerified) throw routeError(tag('email_unverified'));
    const source = await readPaperText(call.body);
    const content = await call.service.contents.store(Buffer.from(source));
    const commit = {
      path: argument.path,
      mode: { tag: 'add' },
      autorename: true,
      clientModified: undefined,
      // Two documents are two, even with the same text.
      strictConflict: true,
      nature: paperNature(argument.import_format, 1),
    } as const;
    const file = await writingTo(call, [argument.path], () => {
      try {
        return writeFile(call, commit, { ...content, take: () => content });
      } catch (error) {
        throw error instanceof PathRefused ? routeError(tag('invalid_path')) : error;
      }
    });
    return {
      url: `https://www.dropbox.com/scl/fi/${file.id.slice('id:'.length)}/document.paper?dl=0`,
      result_path: (call.view.mountOf(file.namespace)?.path ?? '') + file.path,
      file_id: file.id,
      paper_revision: 1,
    };
  },
});

export const updatePaper: Route = upload({
  name: 'files/paper/update',
  host: 'api',
  auth: 'user',
  scope: 'files.content.write',
  appFolder: false,
  argument: struct({
    path: writePathOrId,
    import_format: importFormat,
    doc_update_policy: choice('update', 'overwrite', 'prepend', 'append'),
    paper_revision: optional(integer(0, Number.MAX_SAFE_INTEGER)),
  }),
  async handle(call, argument) {
    const added = await readPaperText(call.body);
    return await writingTo(call, [argument.path], async () => {
      const { file, nature } = underTag('path', () => lookUpPaper(call, argument.path));
      const policy = argument.doc_update_policy;
      const expected = argument.paper_revision;
      const isStale = expected !== nature.paperRevision;
      if (isStale && (policy === 'update' || expected !== undefined)) {
        throw routeError(tag('revision_mismatch'));
      }
      const isWhole = policy === 'update' || policy === 'overwrite';
      // Text of another form cannot be put beside what is there.
      if (!isWhole && nature.source !== argument.import_format) {
        throw routeError(tag('content_malformed'));
      }
      const present = isWhole ? '' : await sourceOf(call, file);
      const source = policy === 'prepend' ? added + present : present + added;
      const revision = nature.paperRevision + 1;
      const content = await call.service.contents.store(Buffer.from(source));
      call.tree.changes.write(() =>
        call.tree.revise(file, {
          ...contentState(content),
          clientModified: Math.floor(call.service.clock.now() / 1000),
          author: call.account.id,
          nature: paperNature(argument.import_format, revision),
        }),
      );
      return { paper_revision: revision };
    });
  },
});

function lookUpPaper(
  call: UserCall,
  text: string,
): { readonly file: FileEntry; readonly nature: DocumentNature } {
  const file = lookUpFile(call, text);
  const { nature } = file.revision;
  if (nature.kind !== 'document' || nature.source === 'bytes') {
    throw refusePath('unsupported_content_type');
  }
  return { file, nature };
}

function sourceOf({ service }: UserCall, { revision }: FileEntry): Promise<string> {
  return text(service.contents.read(revision.content, 0, revision.size));
}
