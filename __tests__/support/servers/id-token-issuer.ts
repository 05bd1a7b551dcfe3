/** A stand-in for GitHub's issuer of ID tokens, over TLS, with its own keys. */
import { randomBytes, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { json } from '../../../emulator/http/answer.ts';
import type { PrivateCa } from './private-ca.ts';
import { TlsService } from './tls-service.ts';

export interface IdTokenIssuer extends TlsService {
  /** The workflow's subject. A test can change it at any time. */
  subject: string;
  /** Lifetime of an ID token. A test can change it at any time. A negative one issues tokens that have already expired. */
  lifetimeSeconds: number;
  /** What a job with `permissions: id-token: write` gets from the runner. */
  readonly request: { url: string; token: string };
  /** Every ID token issued, oldest first. */
  readonly made: string[];
}

export async function startIdTokenIssuer(ca: PrivateCa): Promise<IdTokenIssuer> {
  const kid = randomUUID();
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }] };
  const token = randomBytes(32).toString('base64url');

  const service = new TlsService(ca, async ({ method, path, query, headers }) => {
    if (method === 'GET' && path === '/.well-known/jwks') return json(200, keys);
    if (method !== 'GET' || path !== '/idtoken') return json(404, { message: 'Not found.' });
    if (headers.authorization !== `Bearer ${token}`)
      return json(401, { message: 'The request token is missing or not valid.' });
    const now = Math.floor(Date.now() / 1000);
    const value = await new SignJWT({ jti: randomUUID(), repository: 'contoso/offers' })
      .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid })
      .setIssuer(issuer.url)
      .setSubject(issuer.subject)
      .setAudience(query.get('audience') ?? 'https://github.com/contoso')
      .setIssuedAt(now)
      .setNotBefore(now - 600)
      .setExpirationTime(now + issuer.lifetimeSeconds)
      .sign(privateKey);
    issuer.made.push(value);
    return json(200, { count: value.length, value });
  });
  await service.listen();
  const issuer: IdTokenIssuer = Object.assign(service, {
    subject: 'repo:contoso/offers:ref:refs/heads/main',
    lifetimeSeconds: 300,
    request: { url: `${service.url}/idtoken?api-version=2.0`, token },
    made: [],
  });
  return issuer;
}
