import type { Browser } from 'playwright-core';
import { approvalFlows } from './approvals.ts';
import { lifecycleFlows } from './lifecycle.ts';
import { noticeFlows } from './notices.ts';
import { outgoingFlows, yearFlow } from './operations.ts';
import { termFlows } from './terms.ts';

const stories: Readonly<Record<string, (browser: Browser) => Promise<void>>> = {
  approvals: approvalFlows,
  terms: termFlows,
  notices: noticeFlows,
  lifecycle: lifecycleFlows,
  outgoing: outgoingFlows,
  year: yearFlow,
};

/** The pictures of docs/flows.md: requests and the life of groups, played by the people who are in them. */
export async function flowPictures(browser: Browser, wants: (story: string) => boolean): Promise<void> {
  for (const [story, play] of Object.entries(stories)) if (wants(story)) await play(browser);
}
