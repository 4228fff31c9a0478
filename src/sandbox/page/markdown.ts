import MarkdownIt from 'markdown-it';

/**
 * Markdown as Teams draws it on cards and in a bot's messages: bold, italic, lists and links. HTML, headings, tables,
 * images, code and quotes stay as they were typed.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format
 */
const markdown = new MarkdownIt('zero', { html: false }).enable(['emphasis', 'link', 'list', 'escape', 'newline']);

markdown.renderer.rules['link_open'] = (tokens, index, options, _env, self) => {
  tokens[index]?.attrSet('target', '_blank');
  tokens[index]?.attrSet('rel', 'noopener noreferrer');
  return self.renderToken(tokens, index, options);
};

/** Safe HTML for a text in Markdown; `<at>Name</at>` becomes a mention. */
export function renderMarkdown(text: string): string {
  return markdown
    .render(text)
    .replace(/&lt;at&gt;(.{1,200}?)&lt;\/at&gt;/gs, '<span class="mention">$1</span>')
    .trim();
}
