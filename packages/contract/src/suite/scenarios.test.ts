import { expect, it } from 'vitest';
import { exemptionProblems } from '../run/exemption-problems.ts';
import { scenarios } from './scenarios.ts';

it('no two scenarios share an id', () => {
  const ids = scenarios.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

it('an exemption that says nothing is noticed', () => {
  const [known, other] = scenarios;
  const exempt = {
    [known?.id ?? '']: 'reason',
    [other?.id ?? '']: ' ',
    'stat: no such scenario': 'reason',
  };
  expect(exemptionProblems({ capabilities: [], exempt })).toEqual([
    `no reason is given for "${other?.id}"`,
    'the suite has no "stat: no such scenario"',
  ]);
});
