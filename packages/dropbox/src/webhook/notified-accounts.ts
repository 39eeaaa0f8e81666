/** The ids of the accounts in which a notification says that something changed. What is no notification names none. */
export function notifiedAccounts(body: string): readonly string[] {
  try {
    const { list_folder } = JSON.parse(body) as {
      readonly list_folder?: { readonly accounts?: readonly unknown[] };
    };
    return (list_folder?.accounts ?? []).filter((account) => typeof account === 'string');
  } catch {
    return [];
  }
}
