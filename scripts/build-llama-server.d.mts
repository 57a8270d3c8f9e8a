/** Where llama.cpp's own programs are, or would be, for the release that is installed, this compiler and this CPU. */
export function llamaBinaries(
  root: string,
  options?: Record<string, string>,
): {
  bundle: string
  folder: string
  server: string
  batchedBench: string
}
export function buildLlamaServer(root: string, options?: Record<string, string>): string | null
