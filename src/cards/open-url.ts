/** A button that opens an address, where there is one: none is better than one that leads nowhere. */
export function openUrl(title: string, url: string | undefined): Record<string, unknown>[] {
  return url === undefined ? [] : [{ type: 'Action.OpenUrl', title, url }];
}
