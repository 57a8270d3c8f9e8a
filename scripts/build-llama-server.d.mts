/** Where llama.cpp's own programs are, or would be, for the release that is installed. */
export function llamaBinaries(root: string): {
  bundle: string
  folder: string
  server: string
  batchedBench: string
}
export function buildLlamaServer(root: string, options?: Record<string, string>): string | null
