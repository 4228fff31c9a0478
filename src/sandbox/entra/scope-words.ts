/** How a consent page says what a scope allows. */
const words: Readonly<Record<string, string>> = {
  'User.Read': 'Sign you in and read your profile',
  'User.ReadBasic.All': 'Read the basic profiles of all people',
  'User.Read.All': 'Read the full profiles of all people',
  'Group.Read.All': 'Read all groups that you can see',
  'Group.ReadWrite.All': 'Read and change all groups that you can change',
  'GroupMember.Read.All': 'Read who is in your groups',
  'GroupMember.ReadWrite.All': 'Read and change who is in your groups',
  'Directory.Read.All': 'Read what is in your directory',
  'Directory.ReadWrite.All': 'Read and change what is in your directory',
  'Team.Create': 'Create teams',
  'Mail.Read': 'Read your mail',
  'Calendars.Read': 'Read your calendars',
  'Notes.Create': 'Create notebooks in your name',
  'Tasks.ReadWrite': 'Read and change your plans and tasks',
};

const verbs: readonly (readonly [RegExp, string])[] = [
  [/\.ReadWrite\.All$/, 'Read and change all'],
  [/\.ReadWrite(\.|$)/, 'Read and change'],
  [/\.Read(Basic)?\.All$/, 'Read all'],
  [/\.Read(Basic)?(\.|$)/, 'Read'],
  [/\.Create(\.|$)/, 'Create'],
  [/\.Send(\.|$)/, 'Send'],
];

/** A scope in words; one that is not in the list is taken apart by the way Graph names its scopes. */
export function scopeInWords(scope: string): string {
  const known = words[scope];
  if (known !== undefined) return known;
  const [subject = scope] = scope.split('.');
  const things = subject.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const verb = verbs.find(([pattern]) => pattern.test(scope))?.[1] ?? 'Use';
  return `${verb} ${things} data`;
}
