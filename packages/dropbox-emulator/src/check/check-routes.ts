import { type Route, rpc } from '../route/route.ts';
import { withDefault } from '../schema/field.ts';
import { string } from '../schema/string.ts';
import { struct } from '../schema/struct.ts';

const echoArgument = struct({ query: withDefault(string({ maxLength: 500 }), '') });

export const checkUser: Route = rpc({
  name: 'check/user',
  auth: 'user',
  scope: 'account_info.read',
  argument: echoArgument,
  handle: (_, { query }) => ({ result: query }),
});

export const checkApp: Route = rpc({
  name: 'check/app',
  auth: 'app',
  argument: echoArgument,
  handle: (_, { query }) => ({ result: query }),
});
