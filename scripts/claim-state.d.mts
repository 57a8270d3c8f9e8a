export function claimState(stateDir: string): Promise<void>
export function claimFolder(folder: string, purpose?: string): Promise<(() => Promise<void>) | null>
