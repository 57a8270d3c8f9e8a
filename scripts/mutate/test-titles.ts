import { readFileSync } from 'node:fs'
import ts from 'typescript'

const RUNNERS = new Set(['test', 'it'])

/** `test` of `test(…)`, `test.each(…)(…)` and the like; undefined of any other call. */
function runnerOf(called: ts.Expression): string | undefined {
  if (ts.isIdentifier(called)) return called.text
  if (ts.isPropertyAccessExpression(called)) {
    return called.name.text === 'describe' ? undefined : runnerOf(called.expression)
  }
  return ts.isCallExpression(called) ? runnerOf(called.expression) : undefined
}

/** The words of a title as its source has them, `%s` and `$name` of a table and `${…}` of a template included. */
function wordsOf(title: ts.Expression | undefined, source: ts.SourceFile): string | undefined {
  if (!title) return undefined
  if (ts.isStringLiteralLike(title)) return title.text
  return ts.isTemplateExpression(title) ? title.getText(source).slice(1, -1) : undefined
}

/** The title that one row of a table gives, where the row has it as a literal. */
function titleOf(title: string, row: ts.Expression): string {
  const cells = ts.isArrayLiteralExpression(row) ? [...row.elements] : [row]
  const positional = title.replace(/%[sij]/g, (mark) => {
    const cell = cells.shift()
    return cell && mark !== '%j' && ts.isStringLiteralLike(cell) ? cell.text : mark
  })
  if (!ts.isObjectLiteralExpression(row)) return positional
  return positional.replace(/\$(\w+)/g, (mark, name) => {
    const own = row.properties.find((one) => one.name && ts.isIdentifier(one.name) && one.name.text === name)
    const value = own && ts.isPropertyAssignment(own) ? own.initializer : undefined
    return value && ts.isStringLiteralLike(value) ? value.text : mark
  })
}

/** The titles of the tests of a file: as its source has them, and as the literal rows of a table fill them in. */
export function testTitles(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false)
  const titles: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && RUNNERS.has(runnerOf(node.expression) ?? '')) {
      const words = wordsOf(node.arguments[0], source)
      const table = ts.isCallExpression(node.expression) ? node.expression.arguments[0] : undefined
      if (words !== undefined) titles.push(words)
      if (words !== undefined && table && ts.isArrayLiteralExpression(table)) {
        titles.push(...table.elements.map((row) => titleOf(words, row)))
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return titles
}
