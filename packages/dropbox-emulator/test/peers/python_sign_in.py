"""Signs in with the flows of Dropbox's own Python SDK. The person at the page is the emulator, which allows everything."""

import json
import os
import re
from urllib.parse import parse_qs, urlsplit

import dropbox
import requests

app = os.environ["DROPBOX_APP_KEY"]
authority = os.environ["SSL_CERT_FILE"]


def step(name, value):
    print(json.dumps({"step": name, "value": value}), flush=True)


# Without a redirect, as Maestral does: the person copies the code.
flow = dropbox.DropboxOAuth2FlowNoRedirect(
    app,
    use_pkce=True,
    token_access_type="offline",
    scope=["account_info.read", "files.metadata.write"],
    ca_certs=authority,
)
page = requests.get(flow.start()).text
granted = flow.finish(re.search(r'data-token="([^"]+)"', page).group(1))
step("scopes", sorted(granted.scope.split(" ")))
client = dropbox.Dropbox(oauth2_refresh_token=granted.refresh_token, app_key=app, ca_certs=authority)
step("account", client.users_get_current_account().account_id == granted.account_id)

# With a redirect, as web sites do.
session = {}
redirect = "http://127.0.0.1:9/back"
flow = dropbox.DropboxOAuth2Flow(
    app,
    redirect,
    session,
    "csrf",
    consumer_secret=os.environ["DROPBOX_APP_SECRET"],
    token_access_type="online",
    ca_certs=authority,
)
answer = requests.get(flow.start("my state"), allow_redirects=False)
parameters = {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}
granted = flow.finish(parameters)
step("state", granted.url_state)
step("online", [granted.refresh_token, granted.account_id == client.users_get_current_account().account_id])
