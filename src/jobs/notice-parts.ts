import type { AppInstaller } from '../ports/app-installer.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import type { HandlerParts } from './handler-parts.ts';

/** What jobs about notices work with. */
export type NoticeParts = HandlerParts & {
  scan: DirectoryScan;
  /** Puts the app where a message did not arrive; absent where that is not wanted. */
  installer?: AppInstaller;
};
