/** One value that a template of settings has. */
export interface SettingDefinition {
  name: string;
  /** `group`: the id of a group, or nothing. */
  type: 'switch' | 'group' | 'text';
  defaultValue: string;
  description: string;
}

/** Which settings there are. Templates are the same in every organisation. */
export interface SettingTemplate {
  id: string;
  name: string;
  description: string;
  definitions: readonly SettingDefinition[];
}

/** What an organisation, or a group, has chosen: texts by the names of the template, `true` or `false` for switches. */
export interface Settings {
  id: string;
  templateId: string;
  values: Readonly<Record<string, string>>;
}

/** Ids of the two templates for groups. */
export const settingTemplateIds = {
  organisation: '62375ab9-6b52-47ed-826b-58e47e0e304b',
  group: '08d542b9-071f-4e16-94b0-74abb372e3d9',
} as const;

/** The setting of a single group. */
export const guestSwitch = 'AllowToAddGuests';

/** What holds: what was chosen, else what the template says. */
export function valueOf(definition: SettingDefinition, settings: Settings | undefined): string {
  return settings?.values[definition.name] ?? definition.defaultValue;
}

export function isOn(value: string): boolean {
  return value.toLowerCase() === 'true';
}

/** The parts of a list that is written with commas. */
export function partsOf(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

const attributes = ['GroupName', 'Department', 'Company', 'Office', 'StateOrProvince', 'CountryOrRegion', 'Title'];
const mostBlockedWords = 5_000;
const mostAffixes = 63;

/**
 * What is wrong with values, in plain words by their names. Graph would only say that something is.
 * @see https://learn.microsoft.com/entra/identity/users/groups-settings-cmdlets
 */
export function settingProblems(values: Readonly<Record<string, string>>): Record<string, string> {
  const checks = [naming, blockedWords, defaultClassification, classificationDescriptions, addresses];
  return Object.assign({}, ...checks.map((check) => check(values))) as Record<string, string>;
}

type Values = Readonly<Record<string, string>>;

function naming({ PrefixSuffixNamingRequirement: pattern = '' }: Values): Record<string, string> {
  const problem = (words: string) => ({ PrefixSuffixNamingRequirement: words });
  if (pattern === '') return {};
  const used = [...pattern.matchAll(/\[([^\]]*)\]/gu)].map(([, name = '']) => name);
  if (used.filter((name) => name === 'GroupName').length !== 1)
    return problem('The pattern needs [GroupName] once: that is where the name itself goes.');
  const unknown = used.find((name) => !attributes.includes(name));
  if (unknown !== undefined) return problem(`[${unknown}] is unknown here. Usable are [${attributes.join('], [')}].`);
  const affixes = pattern.replace('[GroupName]', '').length;
  return affixes > mostAffixes ? problem(`What goes around the name has ${mostAffixes} characters at most.`) : {};
}

function blockedWords({ CustomBlockedWordsList: list = '' }: Values): Record<string, string> {
  const count = partsOf(list).length;
  return count > mostBlockedWords
    ? { CustomBlockedWordsList: `There can be ${mostBlockedWords} blocked words; these are ${count}.` }
    : {};
}

function defaultClassification(values: Values): Record<string, string> {
  const { DefaultClassification: chosen = '', ClassificationList: list = '' } = values;
  if (chosen === '' || partsOf(list).includes(chosen)) return {};
  return { DefaultClassification: `“${chosen}” is not one of the classifications.` };
}

function classificationDescriptions(values: Values): Record<string, string> {
  const { ClassificationDescriptions: text = '', ClassificationList: list = '' } = values;
  const names = partsOf(list);
  const wrong = partsOf(text).find((part) => !names.includes(part.split(':')[0]?.trim() ?? ''));
  return wrong === undefined
    ? {}
    : { ClassificationDescriptions: `Please write name:description for each classification. “${wrong}” names none.` };
}

function addresses(values: Values): Record<string, string> {
  const entries = ['UsageGuidelinesUrl', 'GuestUsageGuidelinesUrl'].flatMap((name) => {
    const address = values[name] ?? '';
    return address === '' || /^https?:\/\/[^\s]+$/u.test(address)
      ? []
      : [[name, 'Please write a whole address, such as https://contoso.com/groups.']];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}
