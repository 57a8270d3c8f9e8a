/** A path of headings without the title of the document, which stands with every passage anyway. */
export function headingBelow(title: string, heading: string): string {
  if (heading === title) return ''
  return heading.startsWith(`${title} › `) ? heading.slice(title.length + 3) : heading
}
