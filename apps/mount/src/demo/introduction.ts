/** What a person who starts the demo is told. */
export function introduction(folder: string, files: number): readonly string[] {
  return [
    '',
    `A sample account of ${files} files, on an emulator of Dropbox in this process.`,
    'Nothing leaves this machine.',
    '',
    'Try it from another terminal, or open the folder in a file manager:',
    '',
    `  cd ${folder}`,
    '  ls -lR',
    '  cat "Start here.txt"',
    '  cp -r Photos /tmp',
    '  echo hello > hello.txt',
    '  df -h .',
    '',
    'Ctrl-C ends the demo and leaves nothing behind.',
    '',
  ];
}
