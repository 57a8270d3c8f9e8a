import { choice, choose, expect, signIn, test } from './portal'

test('a list keeps its order and choices in the address, and what was typed out of it', async ({ page }) => {
  await signIn(page, 'secadmin.sun')
  await page.goto('/admin/security?role=root&sort=passwordHash&page=0')
  const table = page.getByRole('table')
  const head = (name: string) => table.getByRole('columnheader', { name })
  const row = table.getByRole('row').filter({ hasText: 'secadmin.sun' })
  await expect(row).toBeVisible()
  await expect(head('工号')).toHaveAttribute('aria-sort', 'ascending')

  await test.step('by keyboard', async () => {
    await head('姓名').getByRole('button').focus()
    await page.keyboard.press('Enter')
    await expect(head('姓名')).toHaveAttribute('aria-sort', 'ascending')
    await page.keyboard.press('Enter')
    await expect(head('姓名')).toHaveAttribute('aria-sort', 'descending')
  })
  await choose(page, '角色', '安全管理员')
  await page.getByRole('searchbox').fill('孙丽')
  await page.keyboard.press('Enter')
  await expect(table.getByRole('row')).toHaveCount(2)
  const here = new URL(page.url())
  expect(Object.fromEntries(here.searchParams)).toEqual({
    role: 'security_admin',
    sort: 'displayName',
    order: 'desc',
  })

  await page.reload()
  await expect(row).toBeVisible()
  await expect(head('姓名')).toHaveAttribute('aria-sort', 'descending')
  await expect(choice(page, '角色')).toContainText('安全管理员')
  await expect(page.getByRole('searchbox')).toHaveValue('')

  await choose(page, '角色', '审计员')
  await expect(row).toHaveCount(0)
  await page.getByRole('navigation').getByRole('link', { name: '人员与角色' }).click()
  await expect(row).toBeVisible()
  expect(new URL(page.url()).search).toBe('')
  await expect(choice(page, '角色')).toContainText('全部')
})

test('on a narrow screen a wide table moves by itself and the page does not', async ({ page }) => {
  await signIn(page, 'secadmin.sun')
  await page.setViewportSize({ width: 390, height: 844 })
  for (const address of ['/admin/security', '/admin/sessions', '/admin/mappings']) {
    await page.goto(address)
    await expect(page.getByRole('searchbox').first()).toBeVisible()
    await expect(page.getByRole('table').first()).toBeVisible()
    const widths = await page.evaluate(() => {
      const wrapper = document.querySelector('main table')?.parentElement
      return {
        page: document.documentElement.scrollWidth,
        table: wrapper && { seen: wrapper.clientWidth, whole: wrapper.scrollWidth },
      }
    })
    expect(widths.page, `${address} itself does not scroll sideways`).toBeLessThanOrEqual(390)
    expect(widths.table?.seen, `the table of ${address} fits the screen`).toBeLessThanOrEqual(390)
  }
})
