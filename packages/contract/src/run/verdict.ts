/** What became of a scenario on one store. */
export type Verdict =
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'failed'; readonly error: unknown }
  | { readonly outcome: 'exempt'; readonly reason: string }
  | { readonly outcome: 'not-applicable'; readonly reason: string };
