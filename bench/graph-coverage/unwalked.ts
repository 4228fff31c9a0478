/** Operations that ask Graph for something and that no tour leads to, and why. */
export const unwalked: Readonly<Record<string, string>> = {
  'request.agree': 'for requests of several stages',
  'request.approve-change': 'for requests to change a group',
};
