/** What the exit code of the command tells. The numbers are part of its interface: scripts compare them. */
export const exitCodes = {
  /** Done, and everything is uploaded. */
  success: 0,
  /** Something failed that is none of the following. */
  failure: 1,
  /** The command line is wrong. */
  usage: 2,
  /** The folder cannot be mounted on, or FUSE cannot be used. */
  'mount-refused': 3,
  /** There is no sign-in, or the service does not accept it. */
  'sign-in-needed': 4,
  /** Unmounted, with changes that are not uploaded. They are kept and go out at the next start. */
  'changes-pending': 5,
  /** The service cannot be reached, and without it nothing can be shown yet. */
  unreachable: 6,
  /** Nothing is mounted at the folder. */
  'not-mounted': 7,
} as const;

export type ExitReason = keyof typeof exitCodes;
