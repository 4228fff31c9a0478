import { z } from 'zod';
import { weeklyReportCard } from '../../cards/weekly-report.ts';
import { administratorScopes, isAdministrator } from '../administrators.ts';
import { defineOperation } from '../define-operation.ts';
import { collectReport } from './collect-report.ts';
import { reportDenied } from './report-denied.ts';

/**
 * Shows administrators at once what they else hear once a week. The right is checked with the directory each time.
 * @throws AppError `report.denied`
 */
export const weeklyReport = defineOperation({
  name: 'report.weekly',
  phrases: ['weekly report', 'report', 'status report', 'how do our groups stand', 'show the weekly report'],
  summary: 'Show how all groups stand, as administrators hear once a week',
  example: 'weekly report',
  input: z.object({}),
  scopes: administratorScopes,

  async run(_, services) {
    if (!(await isAdministrator(services))) throw reportDenied();
    const { store, caller, clock } = services;
    return collectReport(store, caller.tenantId, clock.now());
  },
  card: weeklyReportCard,
});
