/** Types for the parts of oidc-provider that the tests use. The package has none. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export const errors: { InvalidTarget: new () => Error };

  export class Provider {
    constructor(issuer: string, configuration: object);
    /** Whether to trust X-Forwarded headers. */
    proxy: boolean;
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
    on(
      event: 'grant.error',
      listener: (context: { set(header: string, value: string): void }, error: ProviderError) => void,
    ): void;
  }

  export interface ProviderError extends Error {
    error_description?: string;
    /** Only for the provider's log. */
    error_detail?: string;
  }
}
