/** A request to one of our own web pages, independent of the web server. */
export interface PageRequest {
  url: URL;
  cookies: Readonly<Record<string, string>>;
}

export interface PageAnswer {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer;
}

/** `GET` pages by path, mounted by the server. */
export type Pages = Readonly<Record<string, (request: PageRequest) => Promise<PageAnswer>>>;
