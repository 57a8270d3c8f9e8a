/** How the screen is before a person has set anything. */
export const DEFAULT_PREFERENCES = {
  theme: 'system',
  size: 'standard',
  density: 'standard',
  copyForm: 'emr',
  signal: 'title',
  toured: false,
} as const
