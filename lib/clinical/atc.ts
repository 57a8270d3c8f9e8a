/** True when the ATC code is of one of the groups or substances. */
export const inAtcGroup = (atc: string | undefined, groups: readonly string[]): boolean =>
  atc !== undefined && groups.some((group) => atc.startsWith(group))
