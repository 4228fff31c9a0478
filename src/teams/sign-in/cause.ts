/** What may be logged of an error beneath ours: name and message, not the properties, which can hold claims or headers. */
export function causeOf(error: unknown): string | undefined {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : undefined;
}
