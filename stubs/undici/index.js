/**
 * Stands in for undici. @actions/http-client imports it for `getAgentDispatcher` alone, which nobody here calls: it makes a
 * proxy's dispatcher for a request by `fetch`, and the action's requests go out by node's own `https`. undici would be two
 * thirds of the code that is loaded at every start.
 */
export class ProxyAgent {
  constructor() {
    throw new Error(
      'undici is left out of this bundle, so there is no dispatcher for fetch: use HttpClient.request.',
    );
  }
}
