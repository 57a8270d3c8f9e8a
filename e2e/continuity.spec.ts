import type { Browser, Page } from '@playwright/test'
import { answerBegun, choice, expect, PASSWORD, signInToConsult, test } from './portal'

const TYPED = '夜间盗汗三周，伴体重下降5kg，下一步？'
const box = (page: Page) => page.getByLabel('问题', { exact: true })

/** Waits until the server has heard of what was typed last. */
const saved = (page: Page) =>
  page.waitForResponse((answer) => answer.url().includes('/api/consult/drafts/') && answer.status() === 204)

async function typed(page: Page, text = TYPED): Promise<void> {
  const heard = saved(page)
  await box(page).fill(text)
  await heard
}

const unlock = async (page: Page) => {
  await page.getByLabel('密码').fill(PASSWORD)
  await page.getByRole('button', { name: '解锁' }).click()
}

/** Another person, or the same one, at another PC. */
async function elsewhere(browser: Browser, username: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await signInToConsult(page, username)
  return page
}

test('nothing typed is lost by a lock, a reload, another language, another page or another case', async ({
  page,
}) => {
  await signInToConsult(page, 'doctor.li')
  await test.step('locking, in the middle of a word', async () => {
    await box(page).fill(TYPED)
    await page.keyboard.press('Control+l')
    await expect(page.getByRole('heading', { name: '屏幕已锁定' })).toBeVisible()
    expect(await page.content()).not.toContain('盗汗')
    await expect(page.getByText(/0 个病例、1 份草稿保留到/)).toBeVisible()
    await unlock(page)
    await expect(box(page)).toHaveValue(TYPED)
  })
  await test.step('changing the language of the locked screen', async () => {
    await box(page).fill(`${TYPED}零`)
    await page.keyboard.press('Control+l')
    await expect(page.getByText('李明 · 心内科')).toBeVisible()
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByRole('heading', { name: 'The screen is locked' })).toBeVisible()
    await page.getByRole('button', { name: '中文' }).click()
    await expect(page.getByRole('heading', { name: '屏幕已锁定' })).toBeVisible()
    expect(await page.content()).not.toContain('盗汗')
    await unlock(page)
    await expect(box(page)).toHaveValue(`${TYPED}零`)
  })
  await test.step('reloading', async () => {
    await typed(page, `${TYPED}二`)
    await page.reload()
    await expect(box(page)).toHaveValue(`${TYPED}二`)
  })
  await test.step('changing the language', async () => {
    await box(page).fill(`${TYPED}三`)
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByLabel('Question', { exact: true })).toHaveValue(`${TYPED}三`)
    await page.getByRole('button', { name: '中文' }).click()
    await expect(box(page)).toHaveValue(`${TYPED}三`)
  })
  await test.step('going to another page and back', async () => {
    await box(page).fill(`${TYPED}四`)
    await page.getByRole('link', { name: '机制图' }).click()
    await page.waitForURL('**/mechanism')
    await page.getByRole('link', { name: '临床咨询' }).click()
    await expect(box(page)).toHaveValue(`${TYPED}四`)
  })
  await test.step('another case has a box of its own', async () => {
    await page.keyboard.press('Control+a')
    await box(page).press('Control+Enter')
    await answerBegun(page)
    await page.getByRole('button', { name: '停止', exact: true }).click()
    await expect(page.getByText('已停止').first()).toBeVisible()
    await expect(box(page)).toHaveValue('')
    await typed(page, '追问的草稿')
    await page.getByRole('button', { name: '新建病例' }).click()
    await expect(box(page)).toHaveValue('')
    await typed(page, '新病例的草稿')
    await choice(page, '本次登录的病例').click()
    await page.getByRole('option').nth(1).click()
    await expect(box(page)).toHaveValue('追问的草稿')
    await page.getByRole('button', { name: '新建病例' }).click()
    await expect(box(page)).toHaveValue('新病例的草稿')
  })
})

test('an end that is not one’s own keeps cases and drafts for the next sign-in', async ({
  page,
  browser,
}) => {
  await signInToConsult(page, 'doctor.wang')
  await typed(page)
  await test.step('a colleague takes the PC and sees nothing of it', async () => {
    await page.keyboard.press('Control+l')
    await page.getByRole('button', { name: '换人登录' }).click()
    await page.waitForURL('**/login')
    await signInToConsult(page, 'doctor.li')
    await expect(box(page)).toHaveValue('')
    await page.getByRole('button', { name: '李明 · 心内科' }).click()
    await page.getByRole('menuitem', { name: '换人登录' }).click()
    await page.waitForURL('**/login')
  })
  await test.step('the first one has it again', async () => {
    await signInToConsult(page, 'doctor.wang')
    await expect(box(page)).toHaveValue(TYPED)
  })
  await test.step('who locks here and signs in elsewhere goes on there', async () => {
    await page.keyboard.press('Control+l')
    await expect(page.getByRole('heading', { name: '屏幕已锁定' })).toBeVisible()
    const other = await elsewhere(browser, 'doctor.wang')
    await expect(box(other)).toHaveValue(TYPED)
    await other.context().close()
  })
  await test.step('a sign-out leaves nothing', async () => {
    await unlock(page)
    await page.getByRole('button', { name: '王芳 · 呼吸科' }).click()
    await page.getByRole('menuitem', { name: '退出', exact: true }).click()
    await page.waitForURL('**/login')
    await signInToConsult(page, 'doctor.wang')
    await expect(box(page)).toHaveValue('')
  })
})

test('offline is told, nothing is sent later by itself, and the text stays', async ({ page, context }) => {
  await signInToConsult(page, 'doctor.li')
  await box(page).fill(TYPED)
  let asked = 0
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/consult/runs')) asked += 1
  })
  const top = async () => (await page.getByRole('banner').boundingBox())?.y
  const before = await top()
  await context.setOffline(true)
  await expect(page.getByText('与服务器断开，正在重新连接。')).toBeVisible()
  expect(await top()).toBe(before)
  await expect(page.getByText(/上次联系：\d+ 秒前/)).toBeVisible()
  await box(page).press('Control+Enter')
  await expect(page.getByText('无法连接服务器。').first()).toBeVisible()
  const triedOffline = asked
  await context.setOffline(false)
  await expect(page.getByText('已重新连接。')).toBeVisible()
  await expect(page.getByText('无法连接服务器。')).toHaveCount(0)
  await expect(box(page)).toHaveValue(TYPED)
  expect(asked).toBe(triedOffline)
  await expect(page.getByText('本病例')).toHaveCount(0)
})

test('the lock is counted down to, and any key keeps the screen open', async ({ page }) => {
  await page.clock.install()
  await signInToConsult(page, 'doctor.li')
  await page.clock.fastForward(245_000)
  const line = page.getByRole('region', { name: '锁屏与登录的剩余时间' })
  await expect(line.getByRole('timer')).toHaveText(/将在 0:\d\d 后锁屏/)
  await page.getByRole('button', { name: '继续使用' }).click()
  await expect(page.getByText(/后锁屏/)).toHaveCount(0)
})

test('a question is asked again, edited, compared, named and gone on with', async ({ page }) => {
  await signInToConsult(page, 'doctor.li')
  await box(page).fill('胸痛2小时，如何鉴别？')
  await box(page).press('Control+Enter')
  await answerBegun(page)
  await page.getByRole('button', { name: '停止', exact: true }).click()
  await expect(page.getByText('已停止').first()).toBeVisible()
  await test.step('again, as it was', async () => {
    await page.getByRole('button', { name: '重问' }).click()
    await answerBegun(page)
    await page.getByRole('button', { name: '停止', exact: true }).click()
    await expect(page.getByText('2 / 2')).toBeVisible()
  })
  await test.step('edited: the text returns to the box, and becomes a version', async () => {
    await typed(page, '没问完的话')
    await page.getByRole('button', { name: '修改后再问' }).click()
    await expect(box(page)).toHaveValue('胸痛2小时，如何鉴别？')
    await expect(page.getByText('提交后成为原问题的新版本。')).toBeVisible()
    await box(page).fill('胸痛3小时，如何鉴别？')
    await box(page).press('Control+Enter')
    await expect(page.getByText('3 / 3')).toBeVisible()
    await expect(box(page)).toHaveValue('没问完的话')
    await expect(page.getByText('追问 1')).toHaveCount(0)
    await answerBegun(page)
    await page.getByRole('button', { name: '停止', exact: true }).click()
    await page.getByRole('button', { name: '上一版本' }).click()
    await expect(page.getByText('2 / 3')).toBeVisible()
    await page.getByRole('button', { name: '下一版本' }).click()
  })
  await test.step('side by side, word by word', async () => {
    await page.getByRole('button', { name: '比较' }).click()
    const dialog = page.getByRole('dialog', { name: '比较' })
    await expect(dialog.locator('del', { hasText: '2' }).first()).toBeVisible()
    await expect(dialog.locator('ins', { hasText: '3' }).first()).toBeVisible()
    await page.keyboard.press('Escape')
  })
  await test.step('named', async () => {
    await page.getByRole('button', { name: '命名' }).click()
    await page.getByLabel('病例名').fill('三床胸痛')
    await page.keyboard.press('Enter')
    await expect(choice(page, '本次登录的病例')).toContainText('三床胸痛')
  })
})

test('the better question is filled in by Tab, its empty fields are left out, and it is not offered twice', async ({
  page,
}) => {
  await signInToConsult(page, 'doctor.li')
  await box(page).fill('65岁男性，突发胸痛2小时，如何鉴别？')
  await expect(page.getByRole('button', { name: '采用（F2）' })).toBeVisible()
  await box(page).press('F2')
  const selected = () =>
    box(page).evaluate((element) => {
      const { value, selectionStart, selectionEnd } = element as HTMLTextAreaElement
      return value.slice(selectionStart, selectionEnd)
    })
  expect(await selected()).toBe('____')
  await page.keyboard.type('36.5')
  await page.keyboard.press('Tab')
  await page.keyboard.type('88')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('F2')
  const once = await box(page).inputValue()
  expect(once.match(/生命体征/g)).toHaveLength(1)
  await page.getByRole('button', { name: /^既往史/ }).click()
  expect(await selected()).toBe('____（无则写“无”）')
  await page.keyboard.type('高血压')
  const sent = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().endsWith('/api/consult/runs'),
  )
  await box(page).press('Control+Enter')
  const { question } = (await sent).postDataJSON() as { question: string }
  expect(question).toContain('T 36.5℃，P 88次/分')
  expect(question).toContain('既往史：高血压')
  expect(question).not.toContain('____')
  expect(question).not.toContain('SpO')
  await page.keyboard.press('Escape')
})

test('an input method is not disturbed: Tab and F2 do nothing while it composes', async ({ page }) => {
  await signInToConsult(page, 'doctor.li')
  await box(page).fill('T ____℃，P ____次/分')
  await box(page).evaluate((element) => {
    const area = element as HTMLTextAreaElement
    area.focus()
    area.setSelectionRange(0, 0)
    for (const key of ['Tab', 'F2']) {
      area.dispatchEvent(
        new KeyboardEvent('keydown', { key, isComposing: true, bubbles: true, cancelable: true }),
      )
    }
  })
  expect(await box(page).evaluate((element) => (element as HTMLTextAreaElement).selectionEnd)).toBe(0)
})

test('a calculator that is ready is offered, and a dropped report is read', async ({ page }) => {
  await signInToConsult(page, 'doctor.li')
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer()
    data.items.add(new File(['65岁男性，体重70kg，肌酐120μmol/L'], 'lab.txt', { type: 'text/plain' }))
    return data
  })
  await box(page).dispatchEvent('drop', { dataTransfer: transfer })
  await expect(box(page)).toHaveValue('65岁男性，体重70kg，肌酐120μmol/L')
  await page.getByRole('button', { name: /肌酐清除率/ }).click()
  const dialog = page.getByRole('dialog', { name: /肌酐清除率/ })
  await dialog.getByRole('button', { name: '插入到问题' }).click()
  await expect(box(page)).toHaveValue(/肌酐清除率/)
})

test('calculators that the case fills stand first, and Enter opens the first that is shown', async ({
  page,
}) => {
  await signInToConsult(page, 'doctor.li')
  await box(page).fill('65岁男性，体重70kg，肌酐120μmol/L，利伐沙班如何调整剂量？')
  await page.keyboard.press('Alt+c')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('heading', { level: 3 }).first()).toContainText('资料已齐')
  const first = (await dialog.getByRole('listitem').first().locator('span').first().textContent()) ?? ''
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: first, exact: true })).toBeVisible()
})

test('a calculator of which the case fills a part begins at the first field that it does not fill', async ({
  page,
}) => {
  await signInToConsult(page, 'doctor.li')
  await box(page).fill('65岁男性，肌酐120μmol/L，利伐沙班如何调整剂量？')
  await page.keyboard.press('Alt+c')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('查找', { exact: false }).fill('Cockcroft')
  await page.keyboard.press('Enter')
  await expect(dialog.getByLabel('体重', { exact: true })).toBeFocused()
})
