import htm from 'htm';
import { h, type VNode } from 'preact';

/** What a component returns: something to draw, or nothing. */
export type View = VNode | null;

/** Draws a tagged template with Preact; each template of the page has exactly one root element. */
export const html = htm.bind(h) as (strings: TemplateStringsArray, ...values: unknown[]) => VNode;

/** Joins class names, leaving out what does not apply. */
export function classes(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
