// Goes through the main calls of the SDK for Go, on which dbxcli and rclone stand, and prints a line of JSON for each.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	"github.com/dropbox/dropbox-sdk-go-unofficial/v6/dropbox"
	"github.com/dropbox/dropbox-sdk-go-unofficial/v6/dropbox/files"
	"github.com/dropbox/dropbox-sdk-go-unofficial/v6/dropbox/sharing"
	"github.com/dropbox/dropbox-sdk-go-unofficial/v6/dropbox/users"
)

func step(name string, value interface{}) {
	line, err := json.Marshal(map[string]interface{}{"step": name, "value": value})
	must(err)
	fmt.Println(string(line))
}

func must(err error) {
	if err != nil {
		log.Fatalf("%T: %v", err, err)
	}
}

func main() {
	config := dropbox.Config{Token: os.Getenv("DROPBOX_ACCESS_TOKEN")}
	account, err := users.New(config).GetCurrentAccount()
	must(err)
	step("account", account.AccountId)
	usage, err := users.New(config).GetSpaceUsage()
	must(err)
	step("space", usage.Allocation.Individual.Allocated)

	client := files.New(config)
	name := "/Go/Ünï \"cödé\" 文書.txt"
	uploaded, err := client.Upload(files.NewUploadArg(name), strings.NewReader("content"))
	must(err)
	step("upload", uploaded.Size)
	_, err = client.Upload(files.NewUploadArg(name), strings.NewReader("other"))
	refusal := err.(files.UploadAPIError).EndpointError
	step("conflict", []string{refusal.Tag, refusal.Path.Reason.Tag, refusal.Path.Reason.Conflict.Tag})
	argument := files.NewDownloadArg(name)
	argument.ExtraHeaders = map[string]string{"Range": "bytes=3-"}
	metadata, body, err := client.Download(argument)
	must(err)
	part, err := io.ReadAll(body)
	must(err)
	step("part", []interface{}{metadata.Size, string(part)})

	session, err := client.UploadSessionStart(files.NewUploadSessionStartArg(), strings.NewReader("one"))
	must(err)
	cursor := files.NewUploadSessionCursor(session.SessionId, 7)
	err = client.UploadSessionAppendV2(files.NewUploadSessionAppendArg(cursor), strings.NewReader("two"))
	step("offset", err.(files.UploadSessionAppendV2APIError).EndpointError.IncorrectOffset.CorrectOffset)
	cursor.Offset = 3
	must(client.UploadSessionAppendV2(files.NewUploadSessionAppendArg(cursor), strings.NewReader("two")))
	cursor.Offset = 6
	commit := files.NewCommitInfo("/Go/session")
	commit.Mode = &files.WriteMode{Tagged: dropbox.Tagged{Tag: "overwrite"}}
	finished, err := client.UploadSessionFinish(files.NewUploadSessionFinishArg(cursor, commit), strings.NewReader("three"))
	must(err)
	step("session", finished.Size)

	_, err = client.CreateFolderV2(files.NewCreateFolderArg("/Go/Folder"))
	must(err)
	moved, err := client.MoveV2(files.NewRelocationArg("/Go/session", "/Go/Folder/moved"))
	must(err)
	step("move", moved.Metadata.(*files.FileMetadata).PathDisplay)
	list := files.NewListFolderArg("")
	list.Recursive = true
	list.Limit = 2
	page, err := client.ListFolder(list)
	must(err)
	var kinds []string
	for {
		for _, entry := range page.Entries {
			switch entry := entry.(type) {
			case *files.FileMetadata:
				kinds = append(kinds, "file "+entry.Name)
			case *files.FolderMetadata:
				kinds = append(kinds, "folder "+entry.Name)
			}
		}
		if !page.HasMore {
			break
		}
		page, err = client.ListFolderContinue(files.NewListFolderContinueArg(page.Cursor))
		must(err)
	}
	step("list", len(kinds))
	_, err = client.GetMetadata(files.NewGetMetadataArg("/none"))
	step("missing", err.(files.GetMetadataAPIError).EndpointError.Path.Tag)
	found, err := client.SearchV2(files.NewSearchV2Arg("moved"))
	must(err)
	step("search", found.Matches[0].Metadata.Metadata.(*files.FileMetadata).Name)
	revisions, err := client.ListRevisions(files.NewListRevisionsArg(name))
	must(err)
	step("revisions", len(revisions.Entries))
	link, err := sharing.New(config).CreateSharedLinkWithSettings(sharing.NewCreateSharedLinkWithSettingsArg(name))
	must(err)
	step("link", link.(*sharing.FileLinkMetadata).Name)
	job, err := client.DeleteBatch(files.NewDeleteBatchArg([]*files.DeleteArg{files.NewDeleteArg("/Go")}))
	must(err)
	step("delete", job.Tag)

	anonymous := files.New(dropbox.Config{Token: "made-up"})
	_, err = anonymous.ListFolder(files.NewListFolderArg(""))
	step("wrong token", err.Error())
}
