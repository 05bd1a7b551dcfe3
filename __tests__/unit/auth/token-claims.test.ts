import { expect, test } from 'vitest';
import {
  describeToken,
  readAudiences,
  readExpiryMs,
  readFederatedIdentity,
} from '../../../src/auth/token-claims.ts';

function jwt(payload: unknown): string {
  return `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.c2ln`;
}

const unknown = 'the given token';

test.each([
  ['of an application (v1)', jwt({ appid: 'app-1' }), 'application app-1'],
  ['of an application (v2)', jwt({ azp: 'app-2' }), 'application app-2'],
  ['with the claims of both versions', jwt({ appid: 'app-1', azp: 'app-2' }), 'application app-1'],
  ['of a user, whom it does not name', jwt({ appid: 'app-1', upn: 'ann@contoso.com' }), "a user's token"],
  ['with hostile text', jwt({ appid: 'a\n::error::b\u202e' }), 'application a ::error::b'],
  ['with empty claims', jwt({ appid: '', azp: '', upn: '' }), unknown],
  ['with claims of other types', jwt({ appid: 1, azp: null, upn: ['x'] }), unknown],
  ['without claims', jwt({}), unknown],
  ['whose payload is null', jwt(null), unknown],
  ['whose payload is a list', jwt([]), unknown],
  ['whose payload is broken JSON', `e30.${Buffer.from('{"appid"').toString('base64url')}.c2ln`, unknown],
  ['whose payload is empty', 'abc.', unknown],
  ['that is opaque', 'a-token-of-twenty-ch', unknown],
])('describeToken describes a token %s', (_what, token, who) => {
  expect(describeToken(token)).toBe(who);
});

test('describeToken gives at most 200 characters', () => {
  expect(describeToken(jwt({ appid: 'x'.repeat(5_000) }))).toHaveLength(200);
});

test.each([
  [{ exp: 1_767_323_045 }, 1_767_323_045_000],
  [{ exp: 0 }, undefined],
  [{ exp: '1767323045' }, undefined],
  [{ exp: null }, undefined],
  [{}, undefined],
])('readExpiryMs reads the claims %j as %s', (claims, expiryMs) => {
  expect(readExpiryMs(jwt(claims))).toBe(expiryMs);
});

test.each<[string, string, string[]]>([
  ['one', jwt({ aud: 'https://graph.microsoft.com' }), ['https://graph.microsoft.com']],
  ['several', jwt({ aud: ['a', 'b'] }), ['a', 'b']],
  ['one in a list', jwt({ aud: ['a'] }), ['a']],
  ['hostile text', jwt({ aud: 'a\n::error::b\u202e' }), ['a ::error::b']],
  ['an empty one', jwt({ aud: '' }), []],
  ['none', jwt({ appid: 'app-1' }), []],
  ['one of a wrong type', jwt({ aud: 7 }), []],
  ['a list with a wrong type', jwt({ aud: ['a', 7] }), []],
  ['no payload', 'opaque', []],
])('readAudiences reads %s', (_what, token, audiences) => {
  expect(readAudiences(token)).toEqual(audiences);
});

test('readExpiryMs gives undefined for an opaque token', () => {
  expect(readExpiryMs('opaque')).toBeUndefined();
});

test('readFederatedIdentity gives the members of a federated credential', () => {
  const claims = { iss: 'https://token.example', sub: 'repo:contoso/vm:ref:refs/heads/main', aud: 'api://x' };
  expect(readFederatedIdentity(jwt(claims))).toEqual({
    issuer: claims.iss,
    subject: claims.sub,
    audience: claims.aud,
  });
  expect(readFederatedIdentity(jwt({ sub: 'a\nb' }))).toEqual({ issuer: '', subject: 'a b', audience: '' });
  expect(readFederatedIdentity('opaque')).toBeUndefined();
});
