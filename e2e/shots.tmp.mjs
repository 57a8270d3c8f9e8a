import { chromium } from '@playwright/test'
const base='http://localhost:6300', out='/tmp/rv/shots'
const browser=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox']})
async function session(locale, scheme, size, user){
  const ctx=await browser.newContext({viewport:size,locale,colorScheme:scheme}); const page=await ctx.newPage()
  page.on('console',m=>{if(m.type()==='error')console.log('console',m.text().slice(0,200))}); page.on('pageerror',e=>console.log('pageerror',e.message))
  await page.goto(base+'/login'); await page.fill('input[name=username]',user); await page.fill('input[name=password]','Ward-2026!'); await page.click('button[type=submit]'); await page.waitForURL(u=>u.pathname!=='/login')
  const en=locale==='en'
  const sw=page.getByRole('button',{name:en?'English':'中文',exact:true}); if(await sw.count()) {await sw.click(); await page.waitForTimeout(1500)}
  return {ctx,page,en}
}
const Q={zh:'65岁男性，无明显诱因突发胸痛2小时，心电图示II、III、aVF导联ST段抬高，血压82/50mmHg，肌酐132μmol/L，血钾6.1mmol/L，青霉素过敏，长期口服华法林。如何鉴别与处理？',en:'65-year-old man with sudden chest pain for 2 hours, ECG shows ST elevation, BP 82/50 mmHg, creatinine 132 μmol/L, potassium 6.1 mmol/L, allergic to penicillin, taking warfarin. What should be done?'}
const L={width:1440,height:900}, S={width:1024,height:768}
async function run(name,locale,scheme,size,user){
  const {ctx,page,en}=await session(locale,scheme,size,user)
  const box=page.locator('textarea').first(); await box.fill(en?Q.en:Q.zh)
  await page.keyboard.press('Alt+c'); await page.waitForTimeout(1500); await page.screenshot({path:`${out}/${name}-calc-list.png`})
  await page.keyboard.type('gfr'); await page.keyboard.press('Enter'); await page.waitForTimeout(700); await page.screenshot({path:`${out}/${name}-calc.png`})
  await page.keyboard.press('Escape'); await box.focus(); await page.keyboard.press('Control+Enter')
  await page.waitForTimeout(2500); await page.screenshot({path:`${out}/${name}-running.png`})
  await page.getByRole('button',{name:en?'Copy':'复制',exact:true}).waitFor({timeout:120000}); await page.waitForTimeout(500)
  await page.screenshot({path:`${out}/${name}-done.png`})
  await page.getByRole('button',{name:en?'I have read this':'我已阅读'}).click(); await page.waitForTimeout(800)
  for(const d of await page.locator('details').all()) await d.evaluate(e=>{e.open=true})
  await page.screenshot({path:`${out}/${name}-read.png`})
  const col=page.locator('section[aria-label="'+(en?'Answer':'回答')+'"]').first(); await col.evaluate(e=>e.scrollTo(0,e.scrollHeight)); await page.waitForTimeout(300)
  await page.screenshot({path:`${out}/${name}-bottom.png`})
  await ctx.close()
}
await run('zh-light','zh-CN','light',L,'doctor.li')
await run('en-dark','en','dark',S,'doctor.wang')
{const {ctx,page}=await session('zh-CN','dark',L,'secadmin.sun'); await page.goto(base+'/admin/policies'); await page.waitForTimeout(1500); await page.screenshot({path:`${out}/policies.png`,fullPage:true}); await ctx.close()}
await browser.close()
