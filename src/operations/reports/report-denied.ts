import { administratorsOnly } from '../../domain/audit-readers.ts';
import type { AppError } from '../../domain/errors.ts';

export function reportDenied(): AppError {
  return administratorsOnly('report.denied', 'This report is');
}
