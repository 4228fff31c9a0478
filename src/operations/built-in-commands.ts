/** A command that the surface answers itself because operations hold no token. Help lists it like the others. */
export interface BuiltInCommand {
  name: 'account.sign-out';
  phrases: readonly string[];
  summary: string;
  example: string;
}

export const builtInCommands: readonly BuiltInCommand[] = [
  {
    name: 'account.sign-out',
    phrases: [
      'sign out',
      'signout',
      'log out',
      'logout',
      'log off',
      'sign off',
      'sign me out',
      'log me out',
      'log me off',
      'sign me off',
    ],
    summary: 'Sign out: forget your sign-in until you ask for something again',
    example: 'sign out',
  },
];
