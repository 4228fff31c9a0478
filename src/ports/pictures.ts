/** Pictures that people send in a chat; the channel keeps them, and only the bot's own token opens them. */
export interface Pictures {
  /**
   * @param address as the activity names it; never trusted
   * @returns fewer bytes than `pictureLimitBytes`, of whatever kind
   * @throws AppError `picture.not-from-chat` (denied) when the address is not the channel's, `picture.too-large` (input),
   *   `picture.gone` (notFound), `picture.unreachable` (upstream)
   */
  fetch(address: string): Promise<Uint8Array>;
}
