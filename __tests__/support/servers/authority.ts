/**
 * The emulator, and in place of Entra ID an authority that trusts one repository's workflows: it checks an id token as Entra ID
 * would, with the keys that the issuer publishes. For the job of ci.yml that signs in with an id token of GitHub's real issuer: no
 * package is installed in that job, so this imports none.
 */
import { createPublicKey, type JsonWebKey, randomBytes, verify } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { startEmulator } from '../../../emulator/emulator.ts';

const { PORT, AUTHORITY_PORT, ISSUER, GITHUB_REPOSITORY } = process.env;
if (!(PORT && AUTHORITY_PORT && ISSUER && GITHUB_REPOSITORY))
  throw new Error('PORT, AUTHORITY_PORT, ISSUER and GITHUB_REPOSITORY must be set.');

const accessTokens = new Set<string>();

/** Who the id token is for. Throws if the issuer did not sign it, or not for a sign-in of this repository to Entra ID. */
async function signedIn(idToken: string): Promise<string> {
  const [head = '', body = '', signature = ''] = idToken.split('.');
  const [header, claims] = [head, body].map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
  const answer = await fetch(`${ISSUER}/.well-known/jwks`);
  const { keys } = (await answer.json()) as { keys: (JsonWebKey & { kid: string })[] };
  const key = keys.find(({ kid }) => kid === header.kid);
  if (!key || header.alg !== 'RS256') throw new Error('The issuer has no such key.');
  const publicKey = createPublicKey({ key, format: 'jwk' });
  if (!verify('sha256', Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, 'base64url')))
    throw new Error('The signature does not match.');
  const now = Date.now() / 1000;
  if (claims.iss !== ISSUER) throw new Error(`The issuer is ${claims.iss}.`);
  if (claims.aud !== 'api://AzureADTokenExchange') throw new Error(`The audience is ${claims.aud}.`);
  if (claims.repository !== GITHUB_REPOSITORY) throw new Error(`The repository is ${claims.repository}.`);
  if (!(claims.nbf <= now && now < claims.exp)) throw new Error('It is not valid now.');
  return `${claims.repository}, as ${claims.sub}`;
}

const authority = createServer(async (request, response) => {
  const answer = (status: number, document: object) =>
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(document));
  try {
    const idToken = new URLSearchParams(await text(request)).get('client_assertion');
    if (!idToken) throw new Error('There is no id token.');
    console.log(`Signed in: ${await signedIn(idToken)}`);
    const token = randomBytes(32).toString('base64url');
    accessTokens.add(token);
    answer(200, { token_type: 'Bearer', expires_in: 3600, access_token: token });
  } catch (error) {
    console.log(`Refused: ${error}`);
    answer(401, { error: 'invalid_client', error_description: String(error) });
  }
});

await startEmulator({
  port: Number(PORT),
  tokens: (token) => accessTokens.has(token),
  offers: [{ publisher: 'contoso', offer: 'contoso-vm', state: 'waiting-for-sign-off', goLiveSeconds: 3 }],
});
authority.listen(Number(AUTHORITY_PORT), '127.0.0.1');
