export function networkFileSystem(type: number, mounts?: string, folder?: string): string | null
export function claimState(stateDir: string): Promise<void>
