/** The application that the action signs in as, in a scenario. */
export const application = {
  tenantId: '8c0e5a44-6d1f-4f0b-9a51-0c6f3f6f2b11',
  clientId: '2f7d9d0e-51b5-4a6c-8f58-7b3f1d0a9c22',
};
