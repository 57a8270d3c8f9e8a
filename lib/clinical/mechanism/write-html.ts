import { drawSvg, escapeMarkup } from './draw-svg'
import type { Drawing } from './layout-mechanism'

/** The words of the page, in the reader's language. */
export interface PageWords {
  language: 'zh-CN' | 'en'
  title: string
  /** Where the drawing comes from and that it is to be verified. */
  footer: string
  /** One line a step: what it says and its source words. */
  steps: readonly { line: string; words: string }[]
  sources: readonly string[]
  labels: {
    back: string
    forward: string
    play: string
    pause: string
    steps: string
    sources: string
    keys: string
  }
}

const STYLE = `
:root{color-scheme:light;font-family:system-ui,'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif}
body{margin:0 auto;max-width:1400px;padding:16px;background:#f4f6f8;color:#17212b}
svg{display:block;width:100%;height:auto;max-height:70vh;background:#fff;border:1px solid #d3dbe3;border-radius:4px}
.later{opacity:.08}.now .node rect,g.now rect{stroke-width:2.5}g.now{stroke-width:2}
g{transition:opacity .3s}
@media (prefers-reduced-motion:reduce){g{transition:none}}
p.bar{display:flex;gap:8px;align-items:center}
button{font:inherit;padding:4px 12px;border:1px solid #d3dbe3;border-radius:4px;background:#fff}
li{padding:2px 0}li.now{font-weight:600}q{color:#53606d}
small{color:#53606d}
@media print{p.bar{display:none}.later{opacity:1}}`

/** Runs in the saved page. It reads what the page says and changes classes and text only. */
const SCRIPT = `
const parts=[...document.querySelectorAll('svg [data-step]')];
const items=[...document.querySelectorAll('#steps li')];
const count=items.length;let step=1;let timer=0;
const play=document.getElementById('play');
function show(next){step=Math.min(Math.max(next,0),count);
for(const part of parts){const at=Number(part.dataset.step);part.classList.toggle('later',at>Math.max(step,part.classList.contains('node')?1:0));part.classList.toggle('now',at===step)}
items.forEach((item,i)=>item.classList.toggle('now',i+1===step));
document.getElementById('at').textContent=step+' / '+count;
if(step===count)stop()}
function stop(){clearInterval(timer);timer=0;play.textContent=play.dataset.play}
function toggle(){if(timer)return stop();if(step===count)show(0);timer=setInterval(()=>show(step+1),2000);play.textContent=play.dataset.pause}
document.getElementById('back').onclick=()=>{stop();show(step-1)};
document.getElementById('forward').onclick=()=>{stop();show(step+1)};
play.onclick=toggle;
addEventListener('keydown',(event)=>{const key=event.key;
if(key==='ArrowRight'){stop();show(step+1)}else if(key==='ArrowLeft'){stop();show(step-1)}
else if(key==='Home'){stop();show(0)}else if(key==='End'){stop();show(count)}
else if(key===' '&&event.target===document.body){event.preventDefault();toggle()}});
show(1);`

/**
 * A page of one file that steps through the drawing, readable without a network and without the portal. `nonce` is a
 * fresh random word: the page's own policy lets nothing run or load but the one script and the one style that carry it.
 */
export function writeHtml(drawing: Drawing, page: PageWords, nonce: string): string {
  const { labels } = page
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`
  const button = (id: string, label: string, rest = '') =>
    `<button type="button" id="${id}"${rest}>${escapeMarkup(label)}</button>`
  const play = ` data-play="${escapeMarkup(labels.play)}" data-pause="${escapeMarkup(labels.pause)}"`
  const steps = page.steps.map(
    ({ line, words }) => `<li>${escapeMarkup(line)} <q>${escapeMarkup(words)}</q></li>`,
  )
  const sources = page.sources.map((source) => `<li>${escapeMarkup(source)}</li>`)
  return [
    '<!doctype html>',
    `<html lang="${page.language}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeMarkup(page.title)}</title><style nonce="${nonce}">${STYLE}</style></head><body>`,
    drawSvg(drawing, { title: page.title, footer: page.footer }),
    `<p class="bar">${button('back', labels.back)}${button('play', labels.play, play)}${button('forward', labels.forward)}<span id="at" aria-live="polite"></span><small>${escapeMarkup(labels.keys)}</small></p>`,
    `<h2>${escapeMarkup(labels.steps)}</h2><ol id="steps">${steps.join('')}</ol>`,
    sources.length > 0 ? `<h2>${escapeMarkup(labels.sources)}</h2><ul>${sources.join('')}</ul>` : '',
    `<p>${escapeMarkup(page.footer)}</p>`,
    `<script nonce="${nonce}">${SCRIPT}</script></body></html>`,
    '',
  ].join('\n')
}
