import type { StorageProvider } from '../provider/storage-provider.ts';
import type { StorageRequest } from '../provider/storage-request.ts';

/** Names of the members that take a request and answer it later. */
export type RequestMember<Owner> = {
  [Name in keyof Owner & string]-?: NonNullable<Owner[Name]> extends (
    request: infer Request,
  ) => Promise<unknown>
    ? Request extends StorageRequest
      ? Name
      : never
    : never;
}[keyof Owner & string];

/** The optional members that hold several operations each: `changes`, `uploads`, `batch`, `revisions`. */
export type FacetName = {
  [Name in keyof StorageProvider & string]-?: RequestMember<
    NonNullable<StorageProvider[Name]>
  > extends never
    ? never
    : Name;
}[keyof StorageProvider & string];

/** A member of the provider, or a member of a facet: `stat`, `changes.pull`. Derived, so it cannot fall behind. */
export type OperationName =
  | RequestMember<StorageProvider>
  | {
      [Facet in FacetName]: `${Facet}.${RequestMember<NonNullable<StorageProvider[Facet]>>}`;
    }[FacetName];

type OperationFunction<Name extends OperationName> =
  Name extends `${infer Facet extends FacetName}.${infer Member}`
    ? Member extends keyof NonNullable<StorageProvider[Facet]>
      ? NonNullable<NonNullable<StorageProvider[Facet]>[Member]>
      : never
    : Name extends keyof StorageProvider
      ? NonNullable<StorageProvider[Name]>
      : never;

/** What an operation takes. */
export type OperationRequest<Name extends OperationName> =
  OperationFunction<Name> extends (request: infer Request extends StorageRequest) => unknown
    ? Request
    : never;

/** What an operation resolves to. */
export type OperationResult<Name extends OperationName> =
  OperationFunction<Name> extends (request: never) => Promise<infer Result> ? Result : never;
