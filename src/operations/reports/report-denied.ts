import { AppError } from '../../domain/errors.ts';

export function reportDenied(): AppError {
  return new AppError('denied', {
    code: 'report.denied',
    advice:
      'This report is shown to the administrators whom the policy names, and to Global Administrators, Groups Administrators and Global Readers.',
  });
}
