/** What the command line says. */
export interface CommandOptions {
  readonly port: number;
  readonly state?: string;
  readonly https: boolean;
  readonly certificate?: string;
  readonly key?: string;
  readonly caFile?: string;
  readonly seedFrom?: string;
  readonly accessToken?: string;
  readonly tokenLifetime?: number;
  readonly appKey?: string;
  readonly appSecret?: string;
  readonly requestLog?: string;
  readonly wireStyle: 'classic' | 'compact';
  readonly consent: 'ask' | 'allow' | 'deny';
  readonly printEnv: boolean;
}
