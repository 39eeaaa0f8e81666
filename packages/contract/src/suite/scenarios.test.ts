import { expect, it } from 'vitest';
import { unknownExemptions } from '../run/unknown-exemptions.ts';
import { scenarios } from './scenarios.ts';

it('no two scenarios share an id', () => {
  const ids = scenarios.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

it('an exemption from a scenario that is not there is noticed', () => {
  const [known] = scenarios;
  const exempt = { [known?.id ?? '']: 'reason', 'stat: no such scenario': 'reason' };
  expect(unknownExemptions({ capabilities: [], exempt })).toEqual(['stat: no such scenario']);
});
