/** The little of oidc-provider, which comes without types, that the tests use. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export const errors: { InvalidTarget: new () => Error };

  export class Provider {
    constructor(issuer: string, configuration: object);
    /** Whether X-Forwarded headers are believed. */
    proxy: boolean;
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
    on(
      event: 'grant.error',
      listener: (context: { set(header: string, value: string): void }, error: ProviderError) => void,
    ): void;
  }

  export interface ProviderError extends Error {
    error_description?: string;
    /** For the log of the provider only. */
    error_detail?: string;
  }
}
