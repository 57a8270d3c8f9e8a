export function claimState(stateDir: string): Promise<void>
