import type { DropboxEmulator } from '../../../src/index.ts';
import type { ApiClient } from '../../raw/api-client.ts';
import type { Json } from '../../raw/raw-client.ts';

/** What the calls of a sheet work with. */
export interface RouteBench {
  readonly emulator: DropboxEmulator;
  readonly api: ApiClient;
  /** Another account, which has nothing to do with the first. */
  readonly guest: ApiClient;
  readonly guestEmail: string;
  /** A member of a team. */
  readonly business: ApiClient;
  /** A web server on this machine that answers with four bytes. */
  readonly webAddress: string;
}

export interface RouteCall {
  /** The first account unless told. */
  readonly as?: ApiClient;
  readonly argument: Json;
  readonly body?: string | Uint8Array;
}

/** A call of a route that goes well, and one that the route refuses, with all that is answered. */
export interface RouteSheet {
  /** Makes what the call needs, and gives what to send. */
  ask(bench: RouteBench): RouteCall | Promise<RouteCall>;
  /** Every field of the result. */
  readonly result: Json;
  /** Of the body of a download: its content type, and what it begins with. */
  readonly content?: { readonly type: string; readonly start: string };
  /** Left out for routes that have no error of their own. */
  readonly refused?: {
    ask(bench: RouteBench): RouteCall | Promise<RouteCall>;
    /** Every field of the error. */
    readonly error: Json;
    readonly summary: string;
  };
}

export type RouteSheets = Readonly<Record<string, RouteSheet>>;
