import { type Account, rootOfAccount } from '../account/account.ts';
import type { App } from '../auth/app.ts';
import type { JsonValue } from '../json/json-value.ts';
import { ArgumentProblem } from '../schema/argument-problem.ts';
import { string } from '../schema/string.ts';
import { bare, union } from '../schema/union.ts';
import type { Service } from '../service/service.ts';
import type { NamespaceId } from '../tree/entry.ts';
import { rootInfo } from '../users/current-account.ts';
import { CallRefused, malformed } from '../wire/call-refused.ts';
import { type Tagged, tag, tagged } from '../wire/tagged.ts';
import type { View } from './view.ts';

const header = 'Dropbox-API-Path-Root';

const namespaceId = string({ pattern: '[-_0-9a-zA-Z:]+' });

const pathRoot = union({ home: bare, root: namespaceId, namespace_id: namespaceId });

/**
 * The view that a call is about, by its path root header.
 *
 * @throws CallRefused
 */
export function viewOfCall(
  service: Service,
  app: App,
  account: Account,
  value: string | undefined,
): View {
  if (app.access === 'app-folder') {
    if (value !== undefined) throw malformed('path root is not supported for sandbox app');
    return requireView(service, account, service.appFolders.open(app, account));
  }
  if (value === undefined) return requireView(service, account, account.home);
  const root = decode(value);
  switch (root.tag) {
    case 'home':
      return requireView(service, account, account.home);
    case 'root':
      if (root.value !== String(rootOfAccount(account))) {
        throw refuseRoot(tagged('invalid_root', rootInfo(account)));
      }
      return requireView(service, account, rootOfAccount(account));
    case 'namespace_id': {
      const view = service.views.view(account.id, Number(root.value));
      if (view === undefined) throw refuseRoot(tag('no_permission'));
      return view;
    }
  }
}

function decode(value: string): ReturnType<typeof pathRoot.decode> {
  try {
    return pathRoot.decode(JSON.parse(value) as JsonValue);
  } catch (error) {
    if (error instanceof ArgumentProblem) {
      throw malformed(`HTTP header "${header}": ${error.message}`);
    }
    throw malformed(`HTTP header "${header}": could not decode input as JSON`);
  }
}

function requireView(service: Service, account: Account, root: NamespaceId): View {
  const view = service.views.view(account.id, root);
  if (view === undefined) throw new Error(`Account ${account.id} has no namespace ${root}.`);
  return view;
}

function refuseRoot(error: Tagged): CallRefused {
  return new CallRefused({ kind: 'path-root', error });
}
