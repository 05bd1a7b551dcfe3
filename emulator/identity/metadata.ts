/** The two generations of Entra ID's endpoints. */
export type Version = 'v1.0' | 'v2.0';

/**
 * OpenID Connect metadata of a tenant (docs: "OpenID Connect on the Microsoft identity platform" page).
 * @param origin of the endpoints, so that a client that follows them stays with the emulator
 */
export function openIdMetadata(origin: string, tenant: string, version: Version): object {
  const base = `${origin}/${tenant}`;
  const path = version === 'v2.0' ? '/v2.0' : '';
  return {
    token_endpoint: `${base}/oauth2${path}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery${path}/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: version === 'v2.0' ? ['openid', 'profile', 'email', 'offline_access'] : ['openid'],
    issuer:
      version === 'v2.0'
        ? `https://login.microsoftonline.com/${tenant}/v2.0`
        : `https://sts.windows.net/${tenant}/`,
    request_uri_parameter_supported: false,
    authorization_endpoint: `${base}/oauth2${path}/authorize`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2${path}/logout`,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'auth_time', 'acr', 'nonce', 'tid', 'ver'],
    tenant_region_scope: 'EU',
    cloud_instance_name: 'microsoftonline.com',
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.com',
    rbac_url: 'https://pas.windows.net',
  };
}
