import { answered, silent } from './attestations.ts';
import { patient } from './requests.ts';

/** A policy in which every kind of thing that time brings about comes about. The numbers stand in the strands, too. */
export const simulatedPolicy = (admin: string): string => `
admins: [${admin}]
approvals:
  - name: Patience
    kinds: [join]
    groups: ['${patient} *']
    stages: [{ by: owners }]
    remindAfterDays: 2
    escalate: { afterDays: 4, to: admins }
    lapsesAfterDays: 7
members: { appEndsMemberships: true }
expiry: { noticeDays: [30, 15, 1], restoreDays: [30, 7, 1] }
ownerless: { askAtOnce: 3, answerDays: 3 }
reports: { weekly: monday }
attestation:
  - name: Questions
    groups: ['${silent} *']
    everyDays: 180
    answerDays: 30
    remindAfterDays: 10
    escalate: { afterDays: 20, to: admins }
  - name: One question
    groups: ['${answered} *']
    everyDays: 180
    answerDays: 30
    asks: [needed]
`;
