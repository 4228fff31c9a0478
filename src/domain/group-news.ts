/** What became of one group since somebody asked last. */
export interface GroupNews {
  id: string;
  /** `deleted`: it can be brought back. `gone`: for ever. */
  what: 'new' | 'changed' | 'deleted' | 'gone';
  /** Absent where the directory does not say it any more. */
  displayName?: string;
  /** How many direct members came and went, as far as the person may know. */
  joined: number;
  left: number;
}

/** Where somebody stands in the stream of changes. */
export interface NewsPlace {
  /** Opaque; Graph's. */
  token: string;
  askedAt: Date;
}
