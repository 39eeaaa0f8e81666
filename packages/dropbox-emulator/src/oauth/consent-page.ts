import { type Account, displayName } from '../account/account.ts';
import { escapeHtml } from '../html/escape-html.ts';
import { htmlPage } from '../html/page.ts';
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
  return htmlPage(
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
  return htmlPage(
    'Enter this code',
    `<p>Enter this code in the app to finish:</p>
<p><input id="auth-code" data-token="${code}" value="${code}" size="60" readonly></p>`,
  );
}

export function messagePage(title: string, message: string): string {
  return htmlPage(title, `<p>${escapeHtml(message)}</p>`);
}

function choiceOf(account: Account, index: number): string {
  const label = `${displayName(account)} (${account.email})`;
  const checked = index === 0 ? ' checked' : '';
  return `<p><label><input type="radio" name="account" value="${escapeHtml(account.id)}"${checked}>
${escapeHtml(label)}</label></p>`;
}
