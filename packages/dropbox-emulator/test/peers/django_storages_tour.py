"""Goes through the Dropbox storage of django-storages, and prints a line of JSON for each step."""

import json
import os

from django.conf import settings
from django.core.files.base import ContentFile

settings.configure(
    DROPBOX_APP_KEY=os.environ["DROPBOX_APP_KEY"],
    DROPBOX_APP_SECRET=os.environ["DROPBOX_APP_SECRET"],
    DROPBOX_OAUTH2_REFRESH_TOKEN=os.environ["DROPBOX_REFRESH_TOKEN"],
    USE_TZ=True,
)

from storages.backends.dropbox import DropBoxStorage  # noqa: E402  wants the settings


def step(name, value):
    print(json.dumps({"step": name, "value": value}, ensure_ascii=False), flush=True)


storage = DropBoxStorage()
step("save", storage.save("media/\u00fc.txt", ContentFile(b"content")))
step("exists", [storage.exists("media/\u00fc.txt"), storage.exists("none")])
step("size", storage.size("media/\u00fc.txt"))
step("open", storage.open("media/\u00fc.txt").read().decode())
storage.CHUNK_SIZE = 1_000_000
step("save in chunks", storage.save("media/large", ContentFile(bytes(3_500_000))))
step("large", storage.size("media/large"))
step("list", sorted(storage.listdir("media")[1]))
storage.delete("media/large")
step("deleted", storage.exists("media/large"))
step("available name", storage.get_available_name("media/\u00fc.txt") != "media/\u00fc.txt")
