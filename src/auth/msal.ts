// All that is used of MSAL: the rest of it is not bundled. It is loaded only to sign in.
export { ConfidentialClientApplication } from '@azure/msal-node';
