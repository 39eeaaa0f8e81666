"""Goes through the main calls of Dropbox's own Python SDK, and prints a line of JSON for each that went as it should."""

import json
import os
import sys
import threading

import dropbox
from dropbox import common, exceptions, files, sharing

client = dropbox.Dropbox(
    os.environ["DROPBOX_ACCESS_TOKEN"],
    ca_certs=os.environ["SSL_CERT_FILE"],
    max_retries_on_error=2,
)


def step(name, value=True):
    print(json.dumps({"step": name, "value": value}, ensure_ascii=False), flush=True)


def refused(call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except exceptions.ApiError as error:
        return error.error
    sys.exit(f"{call.__name__} went well and should not have")


account = client.users_get_current_account()
step("account", account.account_id)
step("space", client.users_get_space_usage().allocation.get_individual().allocated)
step("check", client.check_user("hello").result)

uploaded = client.files_upload(b"content", "/Tour/Fil\u00e9.txt")
step("upload", uploaded.size)
metadata, response = client.files_download("/tour/fil\u00e9.TXT")
step("download", [metadata.rev == uploaded.rev, response.content.decode()])
conflict = refused(client.files_upload, b"other", "/Tour/Fil\u00e9.txt")
step("conflict", conflict.get_path().reason.get_conflict().is_file())
updated = client.files_upload(b"more", "/Tour/Fil\u00e9.txt", mode=files.WriteMode.update(uploaded.rev))
step("update", updated.id == uploaded.id)

start = client.files_upload_session_start(b"a" * 1000)
cursor = files.UploadSessionCursor(start.session_id, 1000)
client.files_upload_session_append_v2(b"b" * 1000, cursor)
cursor.offset = 2000
finished = client.files_upload_session_finish(b"c" * 10, cursor, files.CommitInfo("/Tour/session.bin"))
step("session", finished.size)
wrong = files.UploadSessionCursor(client.files_upload_session_start(b"abc").session_id, 7)
offset = refused(client.files_upload_session_append_v2, b"x", wrong)
step("offset", offset.get_incorrect_offset().correct_offset)

closed = client.files_upload_session_start(b"batch", close=True)
argument = files.UploadSessionFinishArg(
    files.UploadSessionCursor(closed.session_id, 5), files.CommitInfo("/Tour/batch.txt")
)
batch = client.files_upload_session_finish_batch_v2([argument])
step("finish batch", batch.entries[0].get_success().name)

for index in range(7):
    client.files_create_folder_v2(f"/Tour/folder {index}")
listing = client.files_list_folder("/Tour", recursive=True, limit=3)
entries = listing.entries
while listing.has_more:
    listing = client.files_list_folder_continue(listing.cursor)
    entries += listing.entries
step("listing", [len(entries), sum(isinstance(entry, files.FolderMetadata) for entry in entries)])

timer = threading.Timer(0.2, client.files_create_folder_v2, ["/Tour/while polling"])
timer.start()
step("longpoll", client.files_list_folder_longpoll(listing.cursor, timeout=30).changes)
timer.join()
step("changes", [entry.name for entry in client.files_list_folder_continue(listing.cursor).entries])

moved = client.files_move_v2("/Tour/session.bin", "/Tour/Moved/session.bin").metadata
step("move", [moved.id == finished.id, moved.path_display])
copied = client.files_copy_v2("/Tour/Moved", "/Tour/Copied").metadata
step("copy", isinstance(copied, files.FolderMetadata))
missing = refused(client.files_move_v2, "/none", "/x")
step("missing", missing.get_from_lookup().is_not_found())


def wait(check, launch):
    job = launch.get_async_job_id()
    status = check(job)
    while status.is_in_progress():
        status = check(job)
    return status.get_complete().entries


relocations = [files.RelocationPath("/Tour/Copied", "/Tour/Copied twice")]
entries = wait(client.files_copy_batch_check_v2, client.files_copy_batch_v2(relocations))
step("copy batch", entries[0].get_success().name)
deletions = [files.DeleteArg("/Tour/Copied"), files.DeleteArg("/none")]
entries = wait(client.files_delete_batch_check, client.files_delete_batch(deletions))
step("delete batch", [entries[0].is_success(), entries[1].get_failure().is_path_lookup()])

revisions = client.files_list_revisions("/Tour/Fil\u00e9.txt").entries
step("revisions", [revision.size for revision in revisions])
restored = client.files_restore("/Tour/Fil\u00e9.txt", uploaded.rev)
step("restore", restored.size)
client.files_delete_v2("/Tour/Fil\u00e9.txt")
deleted = client.files_get_metadata("/Tour/Fil\u00e9.txt", include_deleted=True)
step("deleted", isinstance(deleted, files.DeletedMetadata))

found = client.files_search_v2("session").matches
step("search", found[0].metadata.get_metadata().name)
link = client.sharing_create_shared_link_with_settings("/Tour/batch.txt")
step("link", isinstance(link, sharing.FileLinkMetadata))
_, response = client.sharing_get_shared_link_file(link.url)
step("linked file", response.content.decode())
temporary = client.files_get_temporary_link("/Tour/batch.txt").link
step("temporary link", client._session.get(temporary).text)
shared = client.sharing_share_folder("/Tour/Moved").get_complete()
step("share", [folder.name for folder in client.sharing_list_folders().entries])
client.files_tags_add("/Tour/batch.txt", "tour")
step("tags", client.files_tags_get(["/Tour/batch.txt"]).paths_to_tags[0].tags[0].get_user_generated_tag().tag_text)

rooted = client.with_path_root(common.PathRoot.root(account.root_info.root_namespace_id))
step("path root", rooted.files_get_metadata("/tour").name)
try:
    client.with_path_root(common.PathRoot.namespace_id("1")).files_list_folder("")
except exceptions.PathRootError as error:
    step("wrong path root", error.error.is_no_permission())
try:
    client.files_list_folder_continue("made up")
except exceptions.BadInputError as error:
    step("bad input", "files/list_folder/continue" in error.message)

refreshing = dropbox.Dropbox(
    oauth2_refresh_token=os.environ["DROPBOX_REFRESH_TOKEN"],
    app_key=os.environ["DROPBOX_APP_KEY"],
    app_secret=os.environ["DROPBOX_APP_SECRET"],
    ca_certs=os.environ["SSL_CERT_FILE"],
)
step("refresh", refreshing.check_user("again").result)
client.auth_token_revoke()
try:
    client.check_user("late")
except exceptions.AuthError as error:
    step("revoked", error.error.is_invalid_access_token())
