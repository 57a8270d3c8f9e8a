/** SHA-256 by which a model is known: that of its file, or of its shards' hashes joined. */
export function combinedHash(hashes: readonly string[]): string
