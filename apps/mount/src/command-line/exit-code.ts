/** Why the command ends, with the exit code that tells it. The codes are part of its interface: scripts compare them. */
export const exitCodes = {
  success: 0,
  failure: 1,
  usage: 2,
  'mount-refused': 3,
  'sign-in-needed': 4,
  'changes-pending': 5,
  unreachable: 6,
  'not-mounted': 7,
} as const;

export type ExitReason = keyof typeof exitCodes;

/** Each reason in words, for the help. */
export const exitMeanings: Readonly<Record<ExitReason, string>> = {
  success: 'done, and everything is uploaded',
  failure: 'something failed that is none of the following',
  usage: 'the command line is wrong',
  'mount-refused': 'the folder cannot be mounted on, or FUSE cannot be used',
  'sign-in-needed': 'there is no sign-in, or the service does not accept it',
  'changes-pending': 'unmounted, with changes kept here that are not uploaded',
  unreachable: 'the service cannot be reached, and nothing is known of the account yet',
  'not-mounted': 'nothing is mounted at the folder',
};

export const exitReasons: readonly ExitReason[] = Object.keys(exitCodes) as ExitReason[];
