import { expect } from '@playwright/test'
import { heading, type Screen } from './screen'
import { BACKUPS, MACHINE, MODELS, RELEASES, trailRecords, usageFigures } from './told'

/** What everybody else sees, and the page before anybody has signed in. */
export const OFFICE_SCREENS: readonly Screen[] = [
  {
    name: 'sign-in',
    who: null,
    path: '/login',
    always: true,
    reach: async ({ page }) => expect(page.locator('button[type=submit]:not([hidden])')).toBeEnabled(),
  },
  {
    name: 'usage',
    who: 'head.chen',
    path: '/usage',
    always: true,
    told: { '/api/usage': usageFigures() },
    reach: async ({ page }) => expect(page.getByRole('application').first()).toBeVisible(),
  },
  {
    name: 'trail',
    who: 'auditor.zhou',
    path: '/audit',
    told: { '/api/audit': trailRecords() },
    reach: async ({ page }) => expect(page.getByRole('row').nth(5)).toBeVisible(),
  },
  {
    name: 'roles',
    who: 'secadmin.sun',
    path: '/admin/security',
    reach: async ({ page }) => expect(page.getByRole('row').nth(1)).toBeVisible(),
  },
  {
    name: 'policies',
    who: 'secadmin.sun',
    path: '/admin/policies',
    reach: ({ page, texts }) => heading(page, texts.policies.title),
  },
  {
    name: 'models',
    who: 'sysadmin.zhao',
    path: '/admin/models',
    told: { '/api/admin/models': MODELS, '/api/admin/models/releases': RELEASES },
    reach: async ({ page }) => expect(page.getByRole('row').nth(1)).toBeVisible(),
  },
  {
    name: 'system',
    who: 'sysadmin.zhao',
    path: '/admin/system',
    told: { '/api/admin/system': MACHINE, '/api/admin/backups': BACKUPS },
    reach: ({ page, texts }) => heading(page, texts.admin.system.software),
  },
]
