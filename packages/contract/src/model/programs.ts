import { type Capability, joinPath, rootPath, type StoragePath } from '@mooring/core';
import fc from 'fast-check';
import type { Step } from './step.ts';

export interface ProgramShape {
  /** Most steps of a program. 40 unless told. */
  readonly maxSteps?: number | undefined;
  /** What the store can do. */
  readonly capabilities: readonly Capability[];
  /** How many clients take part. 2 unless told. */
  readonly devices?: 1 | 2 | undefined;
}

/**
 * Random programs of the operations that a store has. Names are few and similar, so that steps meet: one is
 * the other in capitals, one begins like another, one has an accent.
 */
export function programs({
  capabilities,
  maxSteps = 40,
  devices = 2,
}: ProgramShape): fc.Arbitrary<readonly Step[]> {
  const device = fc.constantFrom<0 | 1>(...(devices === 2 ? ([0, 1] as const) : ([0] as const)));
  const text = fc.constantFrom('', 'one', 'two', 'three and more');
  const mode = fc.constantFrom(...(['create', 'overwrite', 'if-current', 'if-stale'] as const));
  const writing = fc.constantFrom<'write' | 'upload' | 'batch-write'>(
    'write',
    ...(capabilities.includes('uploads') ? (['upload'] as const) : []),
    ...(capabilities.includes('batch') ? (['batch-write'] as const) : []),
  );
  const removing = fc.constantFrom<'remove' | 'batch-remove'>(
    'remove',
    ...(capabilities.includes('batch') ? (['batch-remove'] as const) : []),
  );
  const moving = fc.constantFrom<'move' | 'copy'>(
    'move',
    ...(capabilities.includes('copy') ? (['copy'] as const) : []),
  );
  const seldom = fc.nat(5).map((number) => number === 5);
  const count = fc.integer({ min: 0, max: 8 });
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 6, arbitrary: fc.record({ device, operation: writing, path: paths, text, mode }) },
    {
      weight: 3,
      arbitrary: fc.record({ device, operation: constant('createFolder'), path: paths }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ device, operation: removing, path: paths, recursive: fc.boolean() }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        device,
        operation: moving,
        from: paths,
        to: paths,
        replace: seldom,
      }),
    },
    { weight: 1, arbitrary: fc.record({ device, operation: constant('stat'), path: anyPath }) },
    {
      weight: 1,
      arbitrary: fc.record({
        device,
        operation: constant('list'),
        path: anyPath,
        recursive: fc.boolean(),
        pageSize: fc.integer({ min: 1, max: 5 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        device,
        operation: constant('read'),
        path: paths,
        offset: count,
        length: count,
      }),
    },
  );
  return fc.array(step, { maxLength: maxSteps, size: 'max' });
}

const name = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b') },
  { weight: 1, arbitrary: fc.constantFrom('A', 'ab', '\u00e9', 'e\u0301') },
);

const paths: fc.Arbitrary<StoragePath> = fc
  .oneof(
    { weight: 7, arbitrary: fc.tuple(name) },
    { weight: 3, arbitrary: fc.tuple(name, name) },
    { weight: 1, arbitrary: fc.tuple(name, name, name) },
  )
  .map((names) => joinPath(rootPath, ...names));

const anyPath = fc.oneof(
  { weight: 1, arbitrary: fc.constant(rootPath) },
  { weight: 4, arbitrary: paths },
);

function constant<Value extends string>(value: Value): fc.Arbitrary<Value> {
  return fc.constant(value);
}
