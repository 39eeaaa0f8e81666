import { type Route, rpc } from '../route/route.ts';
import { nothing } from '../schema/nothing.ts';

export const revokeToken: Route = rpc({
  name: 'auth/token/revoke',
  auth: 'user',
  argument: nothing,
  handle({ service, token }) {
    service.tokens.revoke(token);
    return null;
  },
});
