import type { RawRequest } from '../../../raw/raw-client.ts';
import { type RefusalRow, refusedByForm } from '../refusal-row.ts';

const authorization = { Authorization: 'Bearer token' };
const json = { ...authorization, 'Content-Type': 'application/json' };
const octets = { ...authorization, 'Content-Type': 'application/octet-stream' };
const argument = { 'Dropbox-API-Arg': '{"path":"/x"}' };
const listFolder = '/2/files/list_folder';
const download = '/2/files/download';

const row = (situation: string, request: RawRequest, text: string): RefusalRow =>
  refusedByForm(situation, ({ send }) => send(request), text);

/** What is wrong with a request before anybody asks who sent it, and with the form of its argument. */
export const formRows: readonly RefusalRow[] = [
  row(
    'an unknown function',
    { path: '/2/files/nope', headers: json, body: '{}' },
    'Unknown API function: "files/nope"',
  ),
  row(
    'a function on the wrong host, by prefix',
    { path: '/api/2/files/upload', headers: { ...octets, ...argument } },
    'Unknown API function: "files/upload"',
  ),
  row(
    'a function on the wrong host, by name',
    {
      path: listFolder,
      headers: { ...json, Host: 'content.dropboxapi.com' },
      body: '{"path":""}',
    },
    'Unknown API function: "files/list_folder"',
  ),
  {
    situation: 'GET where only POST will do',
    ask: ({ send }) => send({ method: 'GET', path: listFolder, headers: authorization }),
    status: 404,
    answer: { page: '<!DOCTYPE html>' },
  },
  row(
    'the wrong content type of an argument',
    { path: listFolder, headers: { ...authorization, 'Content-Type': 'text/html' }, body: '{}' },
    'Error in call to API function "files/list_folder": Bad HTTP "Content-Type" header: "text/html".  Expecting one of "application/json", "application/json; charset=utf-8", "text/plain; charset=dropbox-cors-hack".',
  ),
  row(
    'the content type that curl sends when nobody tells it one',
    {
      path: listFolder,
      headers: { ...authorization, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: '{"path":""}',
    },
    'Bad HTTP "Content-Type" header: "application/x-www-form-urlencoded"',
  ),
  row(
    'an argument without a content type',
    { path: listFolder, headers: authorization, body: '{"path":""}' },
    'Missing or empty HTTP "Content-Type" header.  Expecting one of',
  ),
  row(
    'the wrong content type of an upload',
    {
      path: '/2/files/upload',
      headers: { ...authorization, ...argument, 'Content-Type': 'application/json' },
    },
    'Bad HTTP "Content-Type" header: "application/json".  Expecting one of "application/octet-stream", "text/plain; charset=dropbox-cors-hack".',
  ),
  row(
    'a content type on a download',
    {
      path: download,
      headers: { ...authorization, ...argument, 'Content-Type': 'application/json' },
    },
    'You provided a non-empty HTTP "Content-Type" header ("application/json").',
  ),
  row(
    'a body on a download',
    {
      path: download,
      headers: { ...authorization, 'Dropbox-API-Arg': '{"path":"/file.txt"}' },
      body: 'surplus',
    },
    "The request body is supposed to be empty, but isn't",
  ),
  row(
    'no argument on an upload',
    { path: '/2/files/upload', headers: octets },
    'Error in call to API function "files/upload": Must provide HTTP header "Dropbox-API-Arg" or URL parameter "arg".',
  ),
  row(
    'no argument on a download',
    { path: download, headers: authorization },
    'Error in call to API function "files/download": Must provide HTTP header "Dropbox-API-Arg" or URL parameter "arg".',
  ),
  row(
    'an argument header that is no JSON',
    { path: download, headers: { ...authorization, 'Dropbox-API-Arg': '{path}' } },
    'HTTP header "Dropbox-API-Arg": could not decode input as JSON',
  ),
  row(
    'an argument header in Latin-1',
    { path: download, headers: { ...authorization, 'Dropbox-API-Arg': '{"path":"/é"}' } },
    'HTTP header "Dropbox-API-Arg": could not decode input as JSON',
  ),
  row(
    'an argument body that is no JSON',
    { path: listFolder, headers: json, body: '{path}' },
    'Error in call to API function "files/list_folder": request body: could not decode input as JSON',
  ),
  row(
    'an argument body that is no UTF-8',
    { path: listFolder, headers: json, body: Buffer.from('{"path":"/\xe9"}', 'latin1') },
    'request body: could not decode input as JSON',
  ),
  row(
    'an argument body that is announced as JSON and empty',
    { path: '/2/users/get_current_account', headers: json, body: '' },
    'request body: could not decode input as JSON',
  ),
  row(
    'an argument where none is taken',
    { path: '/2/users/get_current_account', headers: json, body: '{}' },
    'expected null, got value',
  ),
];
