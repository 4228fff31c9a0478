/** Files that people attach in their own chat with the bot. They lie in SharePoint, at an address that opens them for a while. */
export interface Files {
  /**
   * @param address as the activity names it; never trusted
   * @returns fewer bytes than `fileLimitBytes`, of whatever kind
   * @throws AppError `file.not-from-chat` (denied) when the address is none of the cloud's file hosts, `file.too-large`
   *   (input), `file.gone` (notFound), `file.unreachable` (upstream)
   */
  fetch(address: string): Promise<Uint8Array>;
}
