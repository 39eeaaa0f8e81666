import type { z } from 'zod';
import type { RequestLedger } from '../request/request-ledger.ts';
import type { EmulatorControl } from './emulator-control.ts';

/** What the endpoints work with. */
export interface Controls {
  readonly control: EmulatorControl;
  readonly requests: RequestLedger;
}

export interface ControlEndpoint {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/emulator`, such as `/faults`. */
  readonly path: string;
  readonly body: z.ZodType;
  /** What it returns is sent as JSON; nothing is sent as an empty object. */
  handle(controls: Controls, body: unknown): unknown;
}

interface EndpointOptions<Body> {
  readonly method: ControlEndpoint['method'];
  readonly path: string;
  readonly body: z.ZodType<Body>;
  handle(controls: Controls, body: Body): unknown;
}

export function endpoint<Body>(options: EndpointOptions<Body>): ControlEndpoint {
  return {
    ...options,
    // The body is what this endpoint's own schema gave.
    handle: (controls, body) => options.handle(controls, body as Body),
  };
}
