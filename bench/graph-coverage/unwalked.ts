/** Operations that ask Graph for something and that no tour leads to yet, and where they are tested instead. */
export const unwalked: Readonly<Record<string, string>> = {
  'outgoing.progress': 'what goes out: test/unit/operations',
  'outgoing.retry': 'what goes out: test/unit/operations',
  'outgoing.unreached-owners': 'what goes out: test/unit/operations',
  'outgoing.undelivered': 'what goes out: test/unit/operations',
  'request.agree': 'requests of several stages: test/unit/operations',
  'request.amend-name': 'around a request: test/unit/operations',
  'request.undo-change': 'around a request: test/unit/operations',
  'request.approve-change': 'requests to change a group: test/unit/operations',
  'request.approve-together-joins': 'several decided together: test/unit/operations/together.test.ts',
};
