import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** WCAG 2.2 at levels A and AA, as far as a program can tell. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Rules of good practice besides, which who reads by headings, landmarks and voice depends on. */
const BESIDES = ['heading-order', 'landmark-unique', 'empty-table-header', 'label-content-name-mismatch']

/**
 * Marks of findings stand in sentences, where WCAG 2.2 (2.5.8) asks for no size. The check takes them for something else where a
 * model wrote nothing but marked words.
 */
const isInline = (rule: string, html: string): boolean =>
  rule === 'target-size' && html.includes('href="#finding-')

/** What on the page as it stands keeps somebody out: the rule, and the elements that break it. */
export async function barriers(page: Page): Promise<string[]> {
  if (!page.url().startsWith('http')) return []
  // Tall enough that no scrolling box cuts a button in two, which would count as a small one.
  await page.setViewportSize({ width: page.viewportSize()?.width ?? 1440, height: 4000 })
  const { violations } = await new AxeBuilder({ page })
    .options({
      // Elements that pass need no selector made for them.
      resultTypes: ['violations'],
      runOnly: { type: 'tag', values: TAGS },
      rules: Object.fromEntries(BESIDES.map((rule) => [rule, { enabled: true }])),
    })
    .setLegacyMode()
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ html }) => !isInline(id, html))
      .map(
        ({ html, failureSummary = '' }) =>
          `${id}: ${html.slice(0, 200)} ${failureSummary.replace(/\s+/g, ' ').slice(0, 200)}`,
      ),
  )
}
