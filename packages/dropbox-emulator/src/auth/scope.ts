/** What a token can be allowed to do. */
export type Scope = (typeof scopes)[number];

export const scopes = [
  'account_info.read',
  'account_info.write',
  'contacts.read',
  'contacts.write',
  'file_requests.read',
  'file_requests.write',
  'files.metadata.read',
  'files.metadata.write',
  'files.content.read',
  'files.content.write',
  'files.permanent_delete',
  'sharing.read',
  'sharing.write',
] as const;

export function isScope(text: string): text is Scope {
  return (scopes as readonly string[]).includes(text);
}
