/** A message in one line, without the marks of Markdown and of mentions. */
export function previewOf(text: string): string {
  return text
    .replace(/<\/?at>/g, '')
    .replace(/\*\*|__|\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
