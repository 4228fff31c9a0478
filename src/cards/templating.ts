import { createRequire } from 'node:module';

/** A parsed template. It keeps no state between expansions. */
export interface ParsedTemplate {
  /** @param context `$root` holds the values that the template names */
  expand(context: { $root: unknown }): Record<string, unknown>;
}

interface Templating {
  Template: new (payload: unknown) => ParsedTemplate;
  GlobalSettings: { getUndefinedFieldValueSubstitutionString?: (path: string) => string | undefined };
}

// Not imported: its declarations pull the TypeScript sources of another package into our compilation, which then
// checks them by our rules and fails.
const require = createRequire(import.meta.url);
const { Template, GlobalSettings } = require('adaptivecards-templating') as Templating;

// A value that the template wants and the view lacks would show as `${name}`.
GlobalSettings.getUndefinedFieldValueSubstitutionString = (path) => {
  throw new Error(`A card's view lacks ${path}.`);
};

/** @param payload the JSON of an Adaptive Card template */
export function parseTemplate(payload: unknown): ParsedTemplate {
  return new Template(payload);
}
