import type { Scope } from './scope.ts';

/** What the service grants along with a scope, whether an app asks for it or not. */
const dependencies: Partial<Record<Scope, Scope>> = {
  'account_info.write': 'account_info.read',
  'contacts.write': 'contacts.read',
  'file_requests.write': 'file_requests.read',
  'files.content.read': 'files.metadata.read',
  'files.content.write': 'files.metadata.read',
  'files.metadata.write': 'files.metadata.read',
  'sharing.write': 'sharing.read',
};

/** The scopes with all that they bring along, as far as the app has it. */
export function withDependencies(
  asked: readonly Scope[],
  ofApp: readonly Scope[],
): readonly Scope[] {
  const granted = new Set(asked);
  for (const scope of asked) {
    const brought = dependencies[scope];
    if (brought !== undefined && ofApp.includes(brought)) granted.add(brought);
  }
  return [...granted].sort();
}
