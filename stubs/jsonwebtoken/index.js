/**
 * Stands in for jsonwebtoken. @azure/msal-node signs with it what an application sends that has a certificate; this action
 * signs in with a secret or with an id token. With the fourteen packages it needs it would be a quarter of the code for signing in.
 */
export default {
  sign() {
    throw new Error('jsonwebtoken is left out of this bundle, so nothing is signed with a certificate.');
  },
};
