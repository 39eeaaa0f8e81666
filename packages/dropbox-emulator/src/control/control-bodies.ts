import { z } from 'zod';
import type { AccountDraft } from '../account/account-store.ts';
import type { AppDraft } from '../auth/app-store.ts';
import { scopes } from '../auth/scope.ts';
import type { Conditions, Latency } from '../conditions/conditions.ts';
import type { Fault, FaultRule } from '../fault/fault.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { SeedEntry } from '../seed/seed-entry.ts';
import type { Behaviour } from '../service/behaviour.ts';
import type { Tagged } from '../wire/tagged.ts';
import type { ShareOptions, TokenOptions } from './emulator-control.ts';

// The bodies of control requests: the types of the TypeScript controls as JSON.

const scope = z.enum(scopes);
const count = z.int().min(0);
const milliseconds = z.number().min(0);

const latency: z.ZodType<Latency> = z.union([
  milliseconds,
  z.strictObject({ min: milliseconds, max: milliseconds }),
]);

const bandwidth = z.strictObject({
  up: z.number().positive().optional(),
  down: z.number().positive().optional(),
});

/** Null takes a limit away, since JSON has no undefined. */
function orNone<Schema extends z.ZodType>(schema: Schema): z.ZodType<z.output<Schema> | undefined> {
  return schema.nullable().transform((value) => value ?? undefined);
}

export const conditionsBody: z.ZodType<Partial<Conditions>> = z
  .strictObject({
    latency,
    routeLatency: z.record(z.string(), latency),
    connectionBandwidth: bandwidth,
    totalBandwidth: bandwidth,
    rateLimit: orNone(
      z.strictObject({ requests: count, period: z.number().positive(), retryAfter: count }),
    ),
    writerLimit: orNone(
      z.strictObject({ maxWriters: count, refusal: z.enum(['rate-limit', 'route-error']) }),
    ),
    writeDuration: milliseconds,
  })
  .partial() as z.ZodType<Partial<Conditions>>;

const pageSize = z.int().min(1);

export const behaviourBody: z.ZodType<Partial<Behaviour>> = z
  .strictObject({
    wireStyle: z.enum(['classic', 'compact']),
    argumentHeader: z.enum(['utf-8', 'ascii']),
    voidResult: z.enum(['null', 'empty']),
    pageSize: z.union([
      pageSize,
      z
        .strictObject({ min: pageSize, max: pageSize })
        .refine(({ min, max }) => min <= max, 'min is above max'),
    ]),
    listingOrder: z.enum(['stored', 'shuffled']),
    caseOnlyRename: z.enum(['ignore', 'apply', 'refuse']),
    renameOrder: z.enum(['deletion-first', 'deletion-last']),
    emptyFirstPage: z.boolean(),
    jobDuration: milliseconds,
    consent: z.enum(['ask', 'allow', 'deny']),
    cursorLifetime: orNone(milliseconds),
    longpollBackoff: orNone(count),
  })
  .partial() as z.ZodType<Partial<Behaviour>>;

const tagged = z.looseObject({ '.tag': z.string() }) as unknown as z.ZodType<Tagged>;

const fault: z.ZodType<Fault> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reset') }),
  z.strictObject({ kind: z.literal('stall'), milliseconds: milliseconds.optional() }),
  z.strictObject({ kind: z.literal('lost-response') }),
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(400).max(599),
    body: z.string().optional(),
    retryAfter: count.optional(),
  }),
  z.strictObject({
    kind: z.literal('rate-limit'),
    reason: z.enum(['too_many_requests', 'too_many_write_operations']).optional(),
    retryAfter: count.optional(),
    form: z.enum(['json', 'text', 'empty']).optional(),
  }),
  z.strictObject({ kind: z.literal('expired-token') }),
  z.strictObject({ kind: z.literal('invalid-token') }),
  z.strictObject({ kind: z.literal('reset-cursor') }),
  z.strictObject({ kind: z.literal('access-error'), error: tagged }),
  z.strictObject({ kind: z.literal('route-error'), error: tagged }),
  z.strictObject({ kind: z.literal('truncated-body'), afterBytes: count }),
  z.strictObject({
    kind: z.literal('stalled-body'),
    afterBytes: count,
    milliseconds: milliseconds.optional(),
  }),
  z.strictObject({ kind: z.literal('corrupt-body'), atByte: count }),
  z.strictObject({ kind: z.literal('surplus-body'), bytes: count }),
  z.strictObject({ kind: z.literal('delayed-visibility'), lookUps: count }),
]);

export const faultsBody: z.ZodType<readonly FaultRule[]> = z.array(
  z.strictObject({
    route: z.string(),
    fault,
    skip: count.optional(),
    count: count.optional(),
  }),
);

export const appBody: z.ZodType<AppDraft> = z.strictObject({
  key: z.string().optional(),
  secret: z.string().optional(),
  name: z.string().optional(),
  access: z.enum(['full', 'app-folder']).optional(),
  scopes: z.array(scope).optional(),
  redirectUris: z.union([z.array(z.string()), z.literal('any-loopback')]).optional(),
});

export const accountBody: z.ZodType<AccountDraft> = z.strictObject({
  givenName: z.string().optional(),
  surname: z.string().optional(),
  email: z.string().optional(),
  emailVerified: z.boolean().optional(),
  type: z.enum(['basic', 'pro', 'business']).optional(),
  country: z.string().optional(),
  locale: z.string().optional(),
  quota: count.optional(),
  team: z.string().optional(),
});

export interface AccountChange {
  readonly account?: string | undefined;
  readonly quota?: number | undefined;
  readonly suspended?: boolean | undefined;
}

export const accountChangeBody: z.ZodType<AccountChange> = z.strictObject({
  account: z.string().optional(),
  quota: count.optional(),
  suspended: z.boolean().optional(),
});

export const teamBody: z.ZodType<{ readonly name: string }> = z.strictObject({ name: z.string() });

export const teamFolderBody: z.ZodType<{ readonly team: string; readonly name: string }> =
  z.strictObject({ team: z.string(), name: z.string() });

export const tokensBody: z.ZodType<TokenOptions> = z.strictObject({
  app: z.string().optional(),
  account: z.string().optional(),
  team: z.string().optional(),
  scopes: z.array(scope).optional(),
  expiresIn: z.number().optional(),
  accessToken: z.string().optional(),
});

export const accountNameBody: z.ZodType<{ readonly account?: string | undefined }> = z.strictObject(
  { account: z.string().optional() },
);

const place = { path: z.string(), modifiedAt: z.number().optional() };

/** Bytes that are no text come in base64. */
const content = z.union([
  z.string(),
  z
    .strictObject({ base64: z.base64() })
    .transform(({ base64 }): Uint8Array => Buffer.from(base64, 'base64')),
]);

const seedEntry: z.ZodType<SeedEntry> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), path: z.string() }),
  z.strictObject({ kind: z.literal('file'), ...place, content }),
  z.strictObject({
    kind: z.literal('generated'),
    ...place,
    size: count,
    seed: z.int().optional(),
  }),
  z.strictObject({ kind: z.literal('local-file'), ...place, source: z.string() }),
  z.strictObject({ kind: z.literal('symlink'), ...place, target: z.string() }),
  z.strictObject({
    kind: z.literal('document'),
    ...place,
    content,
    format: z.union([
      z.enum(['markdown', 'html', 'plain_text']),
      z.strictObject({ exportAs: z.string() }),
    ]),
  }),
]);

export interface SeedBody {
  readonly account?: string | undefined;
  readonly entries: readonly SeedEntry[];
}

export const seedBody: z.ZodType<SeedBody> = z.strictObject({
  account: z.string().optional(),
  entries: z.array(seedEntry),
});

export const shareBody: z.ZodType<ShareOptions> = z.strictObject({
  path: z.string(),
  account: z.string().optional(),
  members: z.array(z.strictObject({ account: z.string(), access: z.enum(['editor', 'viewer']) })),
});

export const webhookBody: z.ZodType<{ readonly uri: string; readonly app?: string | undefined }> =
  z.strictObject({ uri: z.string(), app: z.string().optional() });

export const advanceBody: z.ZodType<{ readonly milliseconds: number }> = z.strictObject({
  milliseconds,
});

/** For requests that need no body. What comes is not looked at. */
export const noBody: z.ZodType<JsonValue | undefined> = z.any();
