import type { PersonRef } from '../domain/people.ts';
import { executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';

type Json = Record<string, unknown>;

interface Common {
  /** The key under which the operation gets what was filled in. */
  id: string;
  /** May be empty for a toggle, whose title says it all. */
  label: string;
  /** A heading over this field and those that follow. Ready to show. */
  section?: string | undefined;
  isRequired?: boolean;
  /** What is wrong with it, in plain words; stands beside the field. */
  problem?: string | undefined;
}

/** A choice as somebody wrote it. */
export interface Choice {
  value: string;
  title: string;
}

/** A field of a form. Values are shown as they were typed. */
export type Field = Common &
  (
    | { kind: 'text'; value?: string; maxLength: number; isMultiline?: boolean; placeholder?: string }
    /** Up to four choices are all seen; of more one is picked from a list. */
    | { kind: 'choice'; value?: string; choices: readonly Choice[]; isMultiSelect?: boolean; placeholder?: string }
    /** Found while typing; the value is object ids with commas between them. */
    | { kind: 'people'; value?: readonly PersonRef[]; isMultiSelect?: boolean }
    /** The value is `true` or `false`. */
    | { kind: 'toggle'; value: boolean; title: string }
    /** `YYYY-MM-DD`. */
    | { kind: 'date'; value?: string; min?: string }
    /** `HH:MM`, by the person's clock. */
    | { kind: 'time'; value?: string }
  );

/** A form for the template `form`. */
export interface Form {
  /** Ready to show. */
  title: string;
  /** What happens when it is sent. Ready to show. */
  sentence?: string;
  fields: readonly Field[];
  /** The button that sends, and the data that goes with what was filled in; absent where there is nothing to send. */
  send?: { title: string; verb: string; data: Json };
  /** Further buttons; they take no input along unless they say so. */
  others?: readonly Json[];
}

export function formView({ title, sentence = '', fields, send, others = [] }: Form): Json {
  const isWrong = fields.some(({ problem }) => problem !== undefined);
  return {
    title,
    sentence,
    hasSentence: sentence !== '',
    notice: isWrong ? 'Not sent yet: please look at the marked fields.' : '',
    hasNotice: isWrong,
    inputs: fields.flatMap(inputsOf),
    actions: [
      ...(send ? [{ ...executeAction(send.title, send.verb, send.data), style: 'positive' }] : []),
      ...others.map((action) => ({ associatedInputs: 'none', ...action })),
    ],
  };
}

function inputsOf(field: Field): Json[] {
  const { id, label, section, isRequired = false, problem } = field;
  const input = {
    id,
    ...(label !== '' && { label: isRequired || field.kind === 'toggle' ? label : `${label} (optional)` }),
    ...(isRequired && { isRequired, errorMessage: `Please fill this in: ${label.toLowerCase()}.` }),
    ...particular(field),
  };
  return [
    ...(section === undefined ? [] : [sectionBlock(section)]),
    input,
    ...(problem === undefined ? [] : [problemBlock(problem)]),
  ];
}

function sectionBlock(text: string): Json {
  return { type: 'TextBlock', text, weight: 'Bolder', wrap: true, separator: true, spacing: 'Medium' };
}

function problemBlock(problem: string): Json {
  return { type: 'TextBlock', text: escapeText(problem, 600), color: 'Attention', wrap: true, spacing: 'None' };
}

function particular(field: Field): Json {
  switch (field.kind) {
    case 'text': {
      const { value = '', maxLength, isMultiline = false, placeholder = '' } = field;
      const shown = isMultiline ? value.toWellFormed().slice(0, maxLength) : plain(value, maxLength);
      return { type: 'Input.Text', maxLength, isMultiline, placeholder, value: shown };
    }
    case 'choice':
      return choiceSet(field.choices, field.value ?? '', {
        style: field.choices.length <= 4 ? 'expanded' : 'compact',
        isMultiSelect: field.isMultiSelect ?? false,
        placeholder: field.placeholder ?? 'None',
      });
    case 'people': {
      const { value = [], isMultiSelect = false } = field;
      const choices = value.map((person) => ({ value: person.id, title: person.displayName }));
      const picker = choiceSet(choices, value.map((person) => person.id).join(','), {
        style: 'filtered',
        isMultiSelect,
        placeholder: 'Type a name',
      });
      return { ...picker, 'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' } };
    }
    case 'toggle':
      return {
        type: 'Input.Toggle',
        title: field.title,
        value: String(field.value),
        valueOn: 'true',
        valueOff: 'false',
        wrap: true,
      };
    case 'date':
      return { type: 'Input.Date', value: field.value ?? '', ...(field.min !== undefined && { min: field.min }) };
    case 'time':
      return { type: 'Input.Time', value: field.value ?? '' };
  }
}

function choiceSet(choices: readonly Choice[], value: string, more: Json): Json {
  const shown = choices.map((choice) => ({ value: choice.value, title: plain(choice.title, 120) }));
  return { type: 'Input.ChoiceSet', wrap: true, value, ...more, choices: shown };
}
