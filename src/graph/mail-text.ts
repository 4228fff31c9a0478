const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * What can be read of HTML that Exchange keeps. Only for people to read: a card escapes it.
 * @param contentType as Exchange says it, in any case
 */
export function readableText({ contentType, content }: { contentType: string; content: string }): string {
  if (contentType.toLowerCase() !== 'html') return content.trim();
  return content
    .replace(/<(head|style|script)\b[\s\S]*?(?:<\/\1\s*>|$)/giu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/<br\b[^>]*>|<\/(?:p|div|li|tr|h\d)\s*>/giu, '\n')
    .replace(/<[^>]*>/gu, '')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/giu, (whole, decimal, hex, name: string | undefined) =>
      name === undefined
        ? character(decimal as string | undefined, hex as string | undefined)
        : (named[name.toLowerCase()] ?? whole),
    )
    .replace(/ *\n */gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

function character(decimal: string | undefined, hex: string | undefined): string {
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : '';
}
