import { generateKeyPairSync, randomBytes, randomUUID, sign, verify } from 'node:crypto';
import { type Answer, type Call, json } from '../http/answer.ts';
import { encodeJwt, type IdTokenClaims } from './jwt.ts';

/** The subject that GitHub puts into the ID tokens of the emulated workflow. */
export const workflowSubject = 'repo:contoso/offers:ref:refs/heads/main';
export const githubIssuer = 'https://token.actions.githubusercontent.com';

const keyId = randomUUID();
const header = { typ: 'JWT', alg: 'RS256', kid: keyId };

/** GitHub's ID token endpoint for one job (docs: "OpenID Connect" pages of GitHub Actions). */
export class IdTokens {
  /** The job needs this to request an ID token. */
  readonly requestToken = randomBytes(32).toString('base64url');
  /** Every ID token issued, oldest first. */
  readonly made: string[] = [];
  readonly #key = generateKeyPairSync('rsa', { modulusLength: 2048 });

  /**
   * @param now in milliseconds since 1970
   * @param lifetime of the ID token, in seconds
   */
  answer({ method, query, headers }: Call, now: number, lifetime: number): Answer {
    if (method !== 'GET') return json(405, { message: 'Only GET is supported here.' }, { Allow: 'GET' });
    if (headers.authorization !== `Bearer ${this.requestToken}`)
      return json(401, { message: 'The request token is missing or not valid.' });
    const iat = Math.floor(now / 1000);
    // GitHub's example token becomes valid ten minutes before it is issued.
    const claims: IdTokenClaims = {
      iss: githubIssuer,
      sub: workflowSubject,
      aud: query.get('audience') ?? 'https://github.com/contoso',
      iat,
      nbf: iat - 600,
      exp: iat + lifetime,
    };
    const workflow = {
      jti: randomUUID(),
      repository: 'contoso/offers',
      repository_owner: 'contoso',
      ref: 'refs/heads/main',
      event_name: 'workflow_dispatch',
      runner_environment: 'github-hosted',
    };
    const text = encodeJwt(header, { ...workflow, ...claims });
    const value = `${text}.${sign('sha256', Buffer.from(text), this.#key.privateKey).toString('base64url')}`;
    this.made.push(value);
    return json(200, { count: value.length, value });
  }

  /** Whether this endpoint issued the JWT and nobody changed it. */
  isGenuine(jwt: string): boolean {
    const [head = '', body = '', signature = ''] = jwt.split('.');
    const text = Buffer.from(`${head}.${body}`);
    return verify('sha256', text, this.#key.publicKey, Buffer.from(signature, 'base64url'));
  }
}
