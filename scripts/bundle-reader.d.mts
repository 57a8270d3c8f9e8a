export function bundleReader(root: string, outfile: string): Promise<void>
