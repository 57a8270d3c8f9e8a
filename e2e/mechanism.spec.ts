import { readFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from '@playwright/test'
import { CHROMIUM } from './places'
import { choose, expect, signIn, test } from './portal'

test('a prepared mechanism is stepped through by keyboard, each step with its words and source', async ({
  page,
}) => {
  await signIn(page, 'doctor.li')
  await page.getByRole('link', { name: '机制图' }).click()
  const steps = page.getByRole('list', { name: '步骤' }).getByRole('button')
  await expect(steps).toHaveCount(16)
  await expect(page.getByRole('img', { name: /急性心肌梗死/ })).toBeVisible()
  await expect(page.getByText('1 / 16', { exact: true })).toBeVisible()
  await page.keyboard.press('Home')
  await expect(page.getByText('0 / 16')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(steps.first()).toHaveAttribute('aria-current', 'step')
  await expect(page.getByText('说明：薄纤维帽的斑块受炎症侵蚀').first()).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByText('0 / 16')).toBeVisible()
  await page.keyboard.press('End')
  await expect(page.getByText('16 / 16')).toBeVisible()
  await choose(page, '速度', '2×')
  await page.keyboard.press('Home')
  await page.getByRole('heading', { name: '急性心肌梗死（1 型）' }).click()
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: '暂停' })).toBeVisible()
  // It goes on by itself; which step a busy browser shows at the time of a look is chance.
  await expect(page.getByText(/^([2-9]|1\d) \/ 16$/)).toBeVisible()
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: '播放', exact: true })).toBeVisible()
  await page.getByRole('button', { name: '脓毒症与脓毒性休克' }).click()
  await expect(page.getByText('Singer M, et al.')).toBeVisible()
})

test('own text is drawn as text, and the saved page works from a file without a network', async ({
  page,
}) => {
  await signIn(page, 'doctor.li')
  await page.goto('/mechanism')
  await page.getByRole('button', { name: '自己的文字' }).click()
  const text = '斑块破裂导致<img src=x onerror=alert(1)>，进而引起"</script><script>alert(2)</script>'
  await page.getByRole('textbox').fill(text)
  await expect(page.getByRole('list', { name: '步骤' }).getByRole('button')).toHaveCount(2)
  const folder = mkdtempSync(path.join(tmpdir(), 'innerward-mechanism-'))
  const save = async (name: string, file: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('button', { name: '保存', exact: true })
        .click()
        .then(() => page.getByRole('menuitem', { name }).click()),
    ])
    const target = path.join(folder, file)
    await download.saveAs(target)
    return target
  }
  expect(readFileSync(await save('整图（SVG）', 'm.svg'), 'utf8')).not.toMatch(/<script|<img/)
  const picture = readFileSync(await save('本步图片', 'm.png'))
  // The size stands in the header of a PNG file.
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1920, 1080])
  const slides = await save('幻灯片', 'slides.html')
  const file = await save('可单步播放的网页', 'm.html')

  const offline = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  try {
    const reader = await offline.newPage({ offline: true })
    const faults: string[] = []
    reader.on('console', (message) => faults.push(message.text()))
    reader.on('dialog', (dialog) => {
      faults.push(dialog.message())
      void dialog.dismiss()
    })
    reader.on('request', (request) => {
      if (!request.url().startsWith('file:')) faults.push(request.url())
    })
    await reader.goto(pathToFileURL(file).href)
    await expect(reader.locator('#at')).toHaveText('1 / 2')
    await reader.keyboard.press('Home')
    await expect(reader.locator('svg .edge.later')).toHaveCount(2)
    await reader.keyboard.press('ArrowRight')
    await expect(reader.locator('#at')).toHaveText('1 / 2')
    await expect(reader.locator('#steps li.now q')).toContainText('斑块破裂导致')
    await reader.goto(pathToFileURL(slides).href)
    await expect(reader.locator('body > svg')).toHaveCount(2)
    const pdf = (await reader.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(2)
    // In points: 13.333 by 7.5 inches.
    expect(pdf).toMatch(/\/MediaBox\s*\[\s*0 0 9(?:59|60)(?:\.\d+)? 540/)
    expect(faults).toEqual([])
  } finally {
    await offline.close()
  }
})

test('a presentation hides names, shows its time, holds the lock off and is audited', async ({ page }) => {
  await signIn(page, 'doctor.li')
  await page.goto('/mechanism')
  await page.getByRole('button', { name: '演示', exact: true }).click()
  await expect(page.getByRole('timer')).toHaveText(/^(30:00|29:\d\d)$/)
  await expect(page.getByRole('region', { name: /急性心肌梗死/ })).toBeFocused()
  const covered = await page.evaluate(() => {
    const top = document.elementFromPoint(window.innerWidth - 60, 20)
    return top?.closest('header')?.textContent ?? ''
  })
  expect(covered).not.toContain('李明')
  // A presentation begins at the beginning, and goes on by the arrow.
  await expect(page.getByText('1 / 16', { exact: true })).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText('2 / 16', { exact: true })).toBeVisible()
  const labelPx = await page
    .locator('svg[role=img]')
    .evaluate((svg: SVGSVGElement) => (svg.getScreenCTM()?.a ?? 0) * 14)
  expect(labelPx).toBeGreaterThanOrEqual(23.9)
  // Every step has large labels, and no box that is known by then is cut.
  const picture = page.locator('svg[role=img]')
  for (let step = 3; step <= 16; step++) {
    await page.keyboard.press('ArrowRight')
    await expect(page.getByText(`${step} / 16`, { exact: true })).toBeVisible()
    const scale = await picture.evaluate((svg: SVGSVGElement) => svg.getScreenCTM()?.a ?? 0)
    expect(scale * 14, `step ${step}`).toBeGreaterThanOrEqual(23.9)
    if (step === 16) break
    const cut = await picture.evaluate((svg) => {
      const seen = svg.getBoundingClientRect()
      return [...svg.querySelectorAll('g:not(.opacity-0) > rect')]
        .map((box) => box.getBoundingClientRect())
        .filter(
          (box) =>
            (box.left < seen.right && box.right > seen.right + 1) ||
            (box.right > seen.left && box.left < seen.left - 1) ||
            (box.top < seen.bottom && box.bottom > seen.bottom + 1) ||
            (box.bottom > seen.top && box.top < seen.top - 1),
        ).length
    })
    expect(cut, `step ${step}`).toBe(0)
  }
  // All of it, at the same size, is moved through by the same key.
  const stage = page.locator('div:has(> svg[role=img])')
  const place = () => stage.evaluate((div) => div.scrollLeft + div.scrollTop)
  expect(await place()).toBe(0)
  await page.keyboard.press('ArrowRight')
  await expect.poll(place).toBeGreaterThan(0)
  await expect(page.getByText('16 / 16', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('timer')).toHaveCount(0)
  await expect(page.getByRole('button', { name: '演示', exact: true })).toBeFocused()
  await expect(page.getByText('李明 ·')).toBeVisible()

  await page.getByRole('button', { name: '演示', exact: true }).click()
  await expect(page.getByRole('timer')).toBeVisible()
  await page.keyboard.press('Control+l')
  await expect(page.getByRole('heading', { name: '屏幕已锁定' })).toBeVisible()
  await page.goto('about:blank')
  await page.context().clearCookies()
  await signIn(page, 'auditor.zhou')
  for (const event of ['presentation.started', 'presentation.ended']) {
    const answer = await page.request.get(`/api/audit?event=${event}`)
    expect(((await answer.json()) as { records: unknown[] }).records, event).toHaveLength(2)
  }
})

test('with reduced motion nothing fades', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await signIn(page, 'doctor.li')
  await page.goto('/mechanism')
  const property = await page
    .locator('svg[role=img] g')
    .first()
    .evaluate((group) => getComputedStyle(group).transitionProperty)
  expect(property).toBe('none')
})
