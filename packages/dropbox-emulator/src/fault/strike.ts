import type { Exchange } from '../http/exchange.ts';
import { sendRefusal } from '../http/send-refusal.ts';
import type { Service } from '../service/service.ts';
import type { Refusal } from '../wire/call-refused.ts';
import { tag } from '../wire/tagged.ts';
import type { Fault } from './fault.ts';
import { isBodyFault, pause } from './fault-body.ts';

/** Lets a fault happen to a request, which `serve` answers where the fault does not prevent it. */
export async function strike(
  service: Service,
  exchange: Exchange,
  route: string,
  fault: Fault,
  serve: () => Promise<void>,
): Promise<void> {
  const refuse = (refusal: Refusal): void =>
    sendRefusal(exchange, refusal, { route, isUpload: false }, service.behaviour.wireStyle);
  if (isBodyFault(fault)) {
    exchange.spoilAnswer(fault);
    return await serve();
  }
  switch (fault.kind) {
    case 'reset':
      return exchange.reset();
    case 'stall':
      await pause(fault.milliseconds, exchange.signal);
      return await serve();
    case 'lost-response':
      exchange.spoilAnswer('lost');
      return await serve();
    case 'status':
      return answerStatus(exchange, fault);
    case 'rate-limit':
      return limitRate(exchange, fault, refuse);
    case 'expired-token':
      return refuse({ kind: 'unauthorized', error: tag('expired_access_token') });
    case 'invalid-token':
      return refuse({ kind: 'unauthorized', error: tag('invalid_access_token') });
    case 'reset-cursor':
      return refuse({ kind: 'route', error: tag('reset') });
    case 'access-error':
      return refuse({ kind: 'forbidden', error: fault.error });
    case 'route-error':
      return refuse({ kind: 'route', error: fault.error });
    case 'delayed-visibility':
      return await serveHidden(service, fault.lookUps, serve);
  }
}

function answerStatus(
  exchange: Exchange,
  { status, body = '', retryAfter }: Extract<Fault, { kind: 'status' }>,
): void {
  const type = body === '' ? {} : { 'Content-Type': 'text/plain; charset=utf-8' };
  exchange.send(status, { ...type, ...retryHeader(retryAfter) }, body);
}

function limitRate(
  exchange: Exchange,
  fault: Extract<Fault, { kind: 'rate-limit' }>,
  refuse: (refusal: Refusal) => void,
): void {
  const { reason = 'too_many_requests', retryAfter, form = 'json' } = fault;
  switch (form) {
    case 'json':
      refuse({ kind: 'rate-limit', reason, retryAfter: retryAfter ?? 1 });
      break;
    case 'text':
      exchange.send(429, { 'Content-Type': 'text/plain', ...retryHeader(retryAfter) }, reason);
      break;
    case 'empty':
      exchange.send(429, retryHeader(retryAfter), '');
      break;
  }
}

function retryHeader(seconds: number | undefined): Readonly<Record<string, string>> {
  return seconds === undefined ? {} : { 'Retry-After': String(seconds) };
}

/** One request changes no more than this. */
const maxHidden = 1000;

/** Hides what the request makes or changes. */
async function serveHidden(
  { tree, hidden }: Service,
  lookUps: number,
  serve: () => Promise<void>,
): Promise<void> {
  const before = tree.changes.sequence;
  const stop = tree.changes.onChange((namespaces) => {
    for (const namespace of namespaces) {
      for (const { id } of tree.changedSince(namespace, before, maxHidden)) {
        hidden.hide(id, lookUps);
      }
    }
  });
  try {
    await serve();
  } finally {
    stop();
  }
}
