import { type Account, displayName } from '../account/account.ts';
import { escapeHtml } from '../html/escape-html.ts';
import type { AuthorizationRequest } from './authorization-request.ts';

/** The page on which a user allows an app what it asks for, in the name of one of the accounts. */
export function consentPage(
  request: AuthorizationRequest,
  accounts: readonly Account[],
  parameters: URLSearchParams,
): string {
  const scopes = request.scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('');
  const choices = accounts.map(choiceOf).join('');
  const hidden = Array.from(
    parameters,
    ([name, value]) =>
      `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  ).join('');
  return page(
    'Allow access?',
    `<p><strong>${escapeHtml(request.app.name)}</strong> would like to access a Dropbox of this emulator.</p>
<ul>${scopes}</ul>
<form method="post">${hidden}
<fieldset><legend>Account</legend>${choices}</fieldset>
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Cancel</button>
</form>`,
  );
}

/** Shows the code to the user of an app that cannot be called back. */
export function codePage(code: string): string {
  return page(
    'Enter this code',
    `<p>Enter this code in the app to finish:</p>
<p><input id="auth-code" data-token="${code}" value="${code}" size="60" readonly></p>`,
  );
}

export function messagePage(title: string, message: string): string {
  return page(title, `<p>${escapeHtml(message)}</p>`);
}

function choiceOf(account: Account, index: number): string {
  const label = `${displayName(account)} (${account.email})`;
  const checked = index === 0 ? ' checked' : '';
  return `<p><label><input type="radio" name="account" value="${escapeHtml(account.id)}"${checked}>
${escapeHtml(label)}</label></p>`;
}

function page(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} - Dropbox emulator</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:4em auto;padding:0 1em}</style>
</head><body><h1>${escapeHtml(title)}</h1>
${body}
</body></html>
`;
}
