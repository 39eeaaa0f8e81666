import { underTag } from '../path/path-refused.ts';
import { path } from '../path/path-schemas.ts';
import { type Route, rpc } from '../route/route.ts';
import { list } from '../schema/list.ts';
import { string } from '../schema/string.ts';
import { struct } from '../schema/struct.ts';
import { lookUp } from '../view/look-up.ts';
import { routeError } from '../wire/call-refused.ts';
import { tag, taggedStruct } from '../wire/tagged.ts';

const maxTagsPerEntry = 20;

const tagArgument = struct({
  path,
  tag_text: string({ minLength: 1, maxLength: 32, pattern: '[\\w]+' }),
});

export const addTag: Route = rpc({
  name: 'files/tags/add',
  auth: 'user',
  scope: 'files.metadata.write',
  appFolder: false,
  argument: tagArgument,
  handle(call, argument) {
    const { tags } = call.service;
    const { id } = underTag('path', () => lookUp(call, argument.path));
    const text = argument.tag_text.toLowerCase();
    const present = tags.of(id);
    if (!present.includes(text) && present.length >= maxTagsPerEntry) {
      throw routeError(tag('too_many_tags'));
    }
    tags.add(id, text);
    return null;
  },
});

export const removeTag: Route = rpc({
  name: 'files/tags/remove',
  auth: 'user',
  scope: 'files.metadata.write',
  appFolder: false,
  argument: tagArgument,
  handle(call, argument) {
    const { tags } = call.service;
    const { id } = underTag('path', () => lookUp(call, argument.path));
    const text = argument.tag_text.toLowerCase();
    if (!tags.of(id).includes(text)) throw routeError(tag('tag_not_present'));
    tags.remove(id, text);
    return null;
  },
});

export const getTags: Route = rpc({
  name: 'files/tags/get',
  auth: 'user',
  scope: 'files.metadata.read',
  appFolder: false,
  argument: struct({ paths: list(path) }),
  handle(call, { paths }) {
    const pathsToTags = paths.map((text) => {
      const { id } = underTag('path', () => lookUp(call, text));
      const tags = call.service.tags.of(id);
      return {
        path: text,
        tags: tags.map((tag_text) => taggedStruct('user_generated_tag', { tag_text })),
      };
    });
    return { paths_to_tags: pathsToTags };
  },
});
