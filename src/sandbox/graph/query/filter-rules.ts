import { badRequest, unsupportedQuery } from '../errors.ts';
import { declaredProperties } from '../properties.ts';
import type { Filter } from './filter-parser.ts';

/** What is listed: one type, or whatever a link may lead to. */
export type Listed = 'group' | 'user' | 'directoryObject';

type Operator = 'eq' | 'ne' | 'in' | 'ge' | 'le' | 'startswith' | 'endswith' | 'contains';

interface Rule {
  /** Always possible. */
  plain: Operator[];
  /** Possible with ConsistencyLevel and $count. */
  advanced: Operator[];
}

function rule(plain: string, advanced = ''): Rule {
  const operators = (text: string): Operator[] => text.split(' ').filter((word) => word !== '') as Operator[];
  return { plain: operators(plain), advanced: operators(advanced) };
}

const name = rule('eq in startswith', 'ne ge le');
const text = rule('', 'eq ne in ge le startswith');
const flag = rule('eq', 'ne in');
const date = rule('eq ge le', 'ne in');
const address = rule('eq startswith', 'ne endswith ge le');

/** What values of schema extensions can be filtered by. */
const schemaOperators: readonly Operator[] = ['eq', 'in', 'startswith'];

const rules: Record<'group' | 'user', Record<string, Rule>> = {
  group: {
    id: rule('eq in', 'ne'),
    displayName: name,
    mail: name,
    mailNickname: name,
    description: text,
    classification: text,
    preferredLanguage: text,
    membershipRule: text,
    membershipRuleProcessingState: rule('', 'eq ne in'),
    mailEnabled: flag,
    securityEnabled: flag,
    isAssignableToRole: flag,
    onPremisesSyncEnabled: flag,
    hasMembersWithLicenseErrors: rule('eq'),
    uniqueName: rule('eq', 'ne in startswith'),
    groupTypes: rule('eq startswith', 'ne'),
    resourceProvisioningOptions: rule('eq', 'ne'),
    proxyAddresses: address,
    assignedLabels: rule('eq'),
    assignedLicenses: rule('eq'),
    createdDateTime: date,
    renewedDateTime: date,
    expirationDateTime: date,
    deletedDateTime: rule('', 'eq ne ge le in'),
  },
  user: {
    id: rule('eq in', 'ne'),
    displayName: rule('eq in startswith ge le', 'ne'),
    givenName: name,
    surname: name,
    jobTitle: name,
    department: name,
    city: name,
    country: name,
    mail: rule('eq in startswith ge le', 'ne endswith'),
    userPrincipalName: rule('eq in startswith ge le', 'ne endswith'),
    mailNickname: name,
    userType: rule('eq in', 'ne'),
    accountEnabled: rule('eq in', 'ne'),
    companyName: text,
    officeLocation: text,
    preferredLanguage: text,
    createdDateTime: date,
    proxyAddresses: address,
    otherMails: address,
    identities: rule('eq'),
    assignedLicenses: rule('eq'),
  },
};

/**
 * Holds a filter against what the resource can be filtered by.
 * @param advanced whether ConsistencyLevel and $count (or $search) were sent
 * @param isSchema whether a property is a schema extension
 * @throws GraphError 400 with the text that Graph has for each case
 */
export function checkFilter(
  filter: Filter,
  listed: Listed,
  advanced: boolean,
  isSchema: (name: string) => boolean = () => false,
): void {
  const check = (path: string, operator: Operator): void => {
    if (!isSchema(path.split('/')[0] ?? '')) checkOperator(path, operator, listed, advanced);
    else if (!schemaOperators.includes(operator)) throw unsupportedQuery();
  };
  switch (filter.kind) {
    case 'and':
    case 'or':
      checkFilter(filter.left, listed, advanced, isSchema);
      checkFilter(filter.right, listed, advanced, isSchema);
      return;
    case 'not':
      if (!advanced) throw unsupportedQuery();
      checkFilter(filter.inner, listed, advanced, isSchema);
      return;
    case 'lambda':
      for (const operator of lambdaOperators(filter.inner)) check(filter.path, operator);
      if (!advanced && (filter.quantifier === 'all' || filter.inner === undefined)) throw unsupportedQuery();
      return;
    case 'compare':
      if (filter.value === null && filter.operator === 'eq' && !advanced) throw unsupportedQuery();
      check(filter.path, plainOperator(filter.operator));
      return;
    case 'in':
      check(filter.path, 'in');
      return;
    case 'text':
      check(filter.path, filter.test);
  }
}

function checkOperator(path: string, operator: Operator, listed: Listed, advanced: boolean): void {
  const property = path.split('/')[0] ?? '';
  const types = listed === 'directoryObject' ? (['user', 'group'] as const) : ([listed] as const);
  if (!types.some((type) => declaredProperties[type].has(property))) throw unknownProperty(property, listed);
  const found = types.map((type) => rules[type][property]).find((candidate) => candidate !== undefined);
  const resource = types[0] === 'group' ? 'Group' : 'User';
  if (!found || (property === 'hasMembersWithLicenseErrors' && advanced)) {
    throw unsupportedQuery(
      `Unsupported or invalid query filter clause specified for property '${property}' of resource '${resource}'.`,
    );
  }
  if (found.plain.includes(operator) || (advanced && found.advanced.includes(operator))) return;
  throw unsupportedQuery(advanced ? 'The request uses a filter property that is not indexed' : undefined);
}

/** @returns the refusal of a property that the metadata does not have */
export function unknownProperty(property: string, listed: string): Error {
  return badRequest(`Could not find a property named '${property}' on type 'microsoft.graph.${listed}'.`, 'BadRequest');
}

function lambdaOperators(inner: Filter | undefined): Operator[] {
  switch (inner?.kind) {
    case undefined:
      return ['eq'];
    case 'and':
    case 'or':
      return [...lambdaOperators(inner.left), ...lambdaOperators(inner.right)];
    case 'not':
      return ['ne'];
    case 'compare':
      return [plainOperator(inner.operator)];
    case 'in':
      return ['in'];
    case 'text':
      return [inner.test];
    case 'lambda':
      throw unsupportedQuery();
  }
}

function plainOperator(operator: string): Operator {
  if (operator === 'gt') return 'ge';
  return operator === 'lt' ? 'le' : (operator as Operator);
}
