import { expect } from '@playwright/test'
import { either, heading, type Screen, type Visit } from './screen'

const CASE = {
  zh: '58岁男性，胸痛3小时伴大汗，血压92/58mmHg，II、III、aVF导联ST段抬高，拟急诊PCI。抗栓药怎么用？',
  en: 'Man, 58, chest pain for 3 h with sweating, BP 92/58 mmHg, ST elevation in II, III and aVF, primary PCI planned. Which antithrombotics?',
}
const ORDERS = {
  zh: '华法林 3mg 口服 qd\n氟康唑 0.2g 静滴 qd\n某新药 1片 qd',
  en: 'warfarin 3 mg po qd\nfluconazole 200 mg iv qd\nnewdrug 1 tab qd',
}
const SUMMARY = {
  zh: '入院日期：3月1日\n出院诊断：1.急性下壁心肌梗死（I21.1） 2.高血压病2级\n手术及操作：冠状动脉造影术\n出院带药：阿司匹林 100mg 口服 每日一次\n出院医嘱：两周后复诊',
  en: 'Admission date: 1 March\nDischarge diagnoses: 1. Acute inferior myocardial infarction (I21.1) 2. Hypertension\nProcedures: coronary angiography\nDischarge medication: aspirin 100 mg po once daily\nFollow-up: clinic in two weeks',
}

const copyButton = ({ page, texts }: Visit) =>
  page.locator('#pane-answer').getByRole('button', { name: texts.consult.document.copy, exact: true })

async function ask(visit: Visit): Promise<void> {
  const { page, locale, texts } = visit
  await page.getByLabel(texts.consult.case.question, { exact: true }).fill(either(locale, CASE.zh, CASE.en))
  await page.keyboard.press('Control+Enter')
  await expect(copyButton(visit)).toBeVisible()
}

async function search({ page, locale, texts }: Visit): Promise<void> {
  const words = either(
    locale,
    '高钾血症 心电图改变 葡萄糖酸钙',
    'hyperkalaemia ECG changes calcium gluconate',
  )
  const box = page.getByRole('searchbox', { name: texts.library.query, exact: true })
  const results = page.getByRole('region', { name: texts.library.results })
  // The index is built after the start.
  await expect(async () => {
    await box.fill(words)
    await box.press('Enter')
    await expect(results.locator('mark').first()).toBeVisible({ timeout: 10_000 })
  }).toPass()
}

/** What doctors see. */
export const DOCTOR_SCREENS: readonly Screen[] = [
  {
    name: 'consult-empty',
    who: 'doctor.li',
    path: '/consult',
    reach: async ({ page, texts }) => {
      await expect(page.getByLabel(texts.consult.case.question, { exact: true })).toBeVisible()
    },
  },
  {
    name: 'consult-answer',
    who: 'doctor.li',
    path: '/consult',
    always: true,
    reach: ask,
  },
  {
    name: 'consult-thought',
    who: 'doctor.li',
    path: '/consult',
    reach: async (visit) => {
      await ask(visit)
      const { page, texts, wide } = visit
      if (wide) await page.locator('#section-differential').scrollIntoViewIfNeeded()
      else await page.getByRole('tab', { name: texts.consult.thought.label, exact: true }).click()
      await expect(page.locator('#pane-thought li').first()).toBeVisible()
    },
  },
  { name: 'library-search', who: 'doctor.li', path: '/library', reach: search },
  {
    name: 'library-document',
    who: 'doctor.li',
    path: '/library',
    reach: async (visit) => {
      await search(visit)
      const { page, texts } = visit
      await page.getByRole('region', { name: texts.library.results }).getByRole('link').first().click()
      await expect(page.locator('li[aria-current=true]')).toBeVisible()
    },
  },
  {
    name: 'medication',
    who: 'doctor.li',
    path: '/medication',
    always: true,
    reach: async ({ page, locale, texts }) => {
      await page.getByLabel(texts.medication.drugs).fill(either(locale, ORDERS.zh, ORDERS.en))
      await page
        .getByLabel(texts.medication.facts)
        .fill(either(locale, '女，30岁，孕20周', 'Woman, 30 years, 20 weeks pregnant'))
      await page.keyboard.press('Control+Enter')
      await expect(page.getByRole('button', { name: texts.medication.keep }).first()).toBeVisible()
    },
  },
  {
    name: 'calculators',
    who: 'doctor.li',
    path: '/consult',
    reach: async ({ page, locale, texts }) => {
      const text = either(
        locale,
        '男，72岁，体重68kg，肌酐132μmol/L，房颤，高血压',
        'Man, 72 years, 68 kg, creatinine 132 µmol/L, atrial fibrillation, hypertension',
      )
      await page.getByLabel(texts.consult.case.question, { exact: true }).fill(text)
      await page.keyboard.press('Alt+c')
      await page.getByLabel(texts.calculators.search).fill('cockcroft')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('button', { name: texts.calculators.insert })).toBeVisible()
    },
  },
  {
    name: 'templates',
    who: 'doctor.li',
    path: '/templates',
    reach: async ({ page }) => expect(page.getByRole('table').getByRole('link').first()).toBeVisible(),
  },
  {
    name: 'batch',
    who: 'doctor.li',
    path: '/batch',
    reach: async ({ page, locale, texts }) => {
      const text = either(locale, SUMMARY.zh, SUMMARY.en)
      const files = ['a', 'b', 'c'].map((name) => ({
        name: `${name}.txt`,
        mimeType: 'text/plain',
        buffer: Buffer.from(text),
      }))
      await page.getByLabel(texts.batch.collect.pick, { exact: true }).last().setInputFiles(files)
      await page.getByRole('checkbox', { name: texts.batch.collect.useModel.replaceAll("''", "'") }).uncheck()
      await page.getByRole('button', { name: texts.batch.collect.start }).click()
      await expect(page.getByText(texts.batch.progress.state.done, { exact: true })).toBeVisible()
      await page.getByRole('button', { name: /a\.txt/ }).click()
      await expect(page.getByRole('button', { name: /a\.txt/ })).toBeVisible()
    },
  },
  {
    name: 'mechanism',
    who: 'doctor.li',
    path: '/mechanism',
    reach: async ({ page }) => expect(page.getByText('1 / 16', { exact: true })).toBeVisible(),
  },
  {
    name: 'settings',
    who: 'doctor.li',
    path: '/settings',
    always: true,
    reach: ({ page, texts }) => heading(page, texts.settings.title),
  },
  {
    name: 'help',
    who: 'doctor.li',
    path: '/help',
    reach: ({ page, texts }) => heading(page, texts.help.title),
  },
  {
    name: 'lock-screen',
    who: 'doctor.li',
    path: '/consult',
    reach: async ({ page, texts }) => {
      await expect(page.getByLabel(texts.consult.case.question, { exact: true })).toBeVisible()
      await page.keyboard.press('Control+l')
      await heading(page, texts.portal.locked.title)
    },
  },
]
