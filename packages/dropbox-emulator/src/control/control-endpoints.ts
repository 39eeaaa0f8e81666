import {
  accountBody,
  accountChangeBody,
  accountNameBody,
  advanceBody,
  appBody,
  behaviourBody,
  conditionsBody,
  faultsBody,
  noBody,
  seedBody,
  shareBody,
  teamBody,
  teamFolderBody,
  tokensBody,
  webhookBody,
} from './control-bodies.ts';
import { type ControlEndpoint, endpoint } from './control-endpoint.ts';

/** The controls over HTTP, one entry each. */
export const controlEndpoints: readonly ControlEndpoint[] = [
  endpoint({
    method: 'GET',
    path: '',
    body: noBody,
    handle: ({ control }) => ({
      accounts: control.listAccounts(),
      apps: control.listApps(),
      now: new Date(control.clock.now()).toISOString(),
    }),
  }),
  endpoint({
    method: 'GET',
    path: '/requests',
    body: noBody,
    handle: ({ requests }) => ({ total: requests.total, routes: requests.routes }),
  }),
  endpoint({
    method: 'DELETE',
    path: '/requests',
    body: noBody,
    handle: ({ requests }) => requests.reset(),
  }),
  endpoint({
    method: 'GET',
    path: '/conditions',
    body: noBody,
    handle: ({ control }) => control.conditions,
  }),
  endpoint({
    method: 'PATCH',
    path: '/conditions',
    body: conditionsBody,
    handle({ control }, change) {
      control.setConditions(change);
      return control.conditions;
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/conditions',
    body: noBody,
    handle: ({ control }) => control.resetConditions(),
  }),
  endpoint({
    method: 'GET',
    path: '/behaviour',
    body: noBody,
    handle: ({ control }) => control.behaviour,
  }),
  endpoint({
    method: 'PATCH',
    path: '/behaviour',
    body: behaviourBody,
    handle({ control }, change) {
      control.setBehaviour(change);
      return control.behaviour;
    },
  }),
  endpoint({
    method: 'GET',
    path: '/faults',
    body: noBody,
    handle: ({ control }) => ({ pending: control.faults.pending }),
  }),
  endpoint({
    method: 'POST',
    path: '/faults',
    body: faultsBody,
    handle: ({ control }, rules) => control.faults.add(...rules),
  }),
  endpoint({
    method: 'DELETE',
    path: '/faults',
    body: noBody,
    handle: ({ control }) => control.faults.clear(),
  }),
  endpoint({
    method: 'POST',
    path: '/apps',
    body: appBody,
    handle: ({ control }, draft) => control.createApp(draft),
  }),
  endpoint({
    method: 'POST',
    path: '/accounts',
    body: accountBody,
    handle: ({ control }, draft) => control.createAccount(draft),
  }),
  endpoint({
    method: 'PATCH',
    path: '/accounts',
    body: accountChangeBody,
    handle({ control }, { account, quota, suspended }) {
      if (quota !== undefined) control.setQuota(quota, account);
      if (suspended !== undefined) control.setSuspended(suspended, account);
    },
  }),
  endpoint({
    method: 'POST',
    path: '/teams',
    body: teamBody,
    handle: ({ control }, { name }) => control.createTeam(name),
  }),
  endpoint({
    method: 'POST',
    path: '/team-folders',
    body: teamFolderBody,
    handle: ({ control }, { team, name }) => ({ id: control.createTeamFolder(team, name) }),
  }),
  endpoint({
    method: 'POST',
    path: '/tokens',
    body: tokensBody,
    handle: ({ control }, options) => control.issueTokens(options),
  }),
  endpoint({
    method: 'POST',
    path: '/tokens/expire',
    body: accountNameBody,
    handle: ({ control }, { account }) => control.expireTokens(account),
  }),
  endpoint({
    method: 'POST',
    path: '/cursors/reset',
    body: accountNameBody,
    handle: ({ control }, { account }) => control.resetCursors(account),
  }),
  endpoint({
    method: 'POST',
    path: '/files',
    body: seedBody,
    handle: ({ control }, { entries, account }) => control.seed(entries, account),
  }),
  endpoint({
    method: 'POST',
    path: '/shared-folders',
    body: shareBody,
    handle: ({ control }, options) => ({ id: control.shareFolder(options) }),
  }),
  endpoint({
    method: 'POST',
    path: '/webhooks',
    body: webhookBody,
    handle: ({ control }, { uri, app }) => control.registerWebhook(uri, app),
  }),
  endpoint({
    method: 'POST',
    path: '/clock/advance',
    body: advanceBody,
    handle: ({ control }, { milliseconds }) => control.clock.advance(milliseconds),
  }),
];
