/** What a fault of the browser is told by: classes of errors, so that no word of a page can be among them. */
export const FAULT_NAMES = [
  'Error',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'ChunkLoadError',
  'ZodError',
] as const
