import { settingTemplateIds, type SettingTemplate } from '../domain/directory-settings.ts';
import { defineCard, executeAction } from './define-card.ts';
import { rowsView } from './rows.ts';
import { inOrder, sampleTemplate, settingLabel } from './settings-words.ts';

export interface SettingTemplates {
  templates: readonly SettingTemplate[];
}

/** Which kinds of settings Microsoft 365 knows. */
export const settingTemplatesCard = defineCard<SettingTemplates>('rows', {
  samples: { one: { templates: [sampleTemplate] }, none: { templates: [] } },
  text: () => 'Templates of settings',
  view: ({ templates }) =>
    rowsView({
      title: 'Templates of settings',
      sentence:
        templates.length === 0
          ? 'Microsoft 365 told of none. Ask again in a while.'
          : 'Each says which settings there are. Settings of one group are seen by “guest settings of” and its name.',
      rows: templates.map((template) => ({
        name: template.name,
        meta: [],
        text: `${template.description}: ${inOrder(template).map(settingLabel).join(', ')}.`,
        actions: template.id === settingTemplateIds.organisation ? [executeAction('Show', 'settings.show', {})] : [],
      })),
    }),
});
