import { ALLERGIC, REACTION } from '@/lib/clinical/facts/allergy-reactions'
import { TOLD } from '@/lib/clinical/facts/allergy-told'
import words from '@/lib/clinical/facts/allergy-words.json'

/** How soon, and where on the body, a reaction follows. */
const AT_ONCE =
  '(?:就|会|后|以后|之后|时|即|又|便|马上|立刻|当时|很快|皮肤|局部|全身|浑身|身上|脸上|手上|胳膊|曾|都)'

/** Where a substance is said to be one the patient does not bear: group 1 holds one or several, group 2 the reaction. */
export const CLAIMS: readonly { pattern: RegExp; earlier?: true; drug?: true }[] = [
  {
    // 除青霉素外无药物过敏; 除了海鲜没别的过敏
    pattern:
      /除(?:了|去)?(?:对)? ?([^，。；;\n]{1,20}?)(?:过敏)?(?:之外|以外|外)?[，,]? ?(?:均|都|并|余)?(?:无|没有?|否认|未)[^，。；;\n]{0,10}(?:过敏|药敏)/g,
    drug: true,
  },
  {
    // 对青霉素，头孢，链霉素均过敏
    pattern: /对 ?([^。；;\n对无未没不]{2,60}?)(?:均|都|皆)(?:有|会)?过敏(?!性|原)/g,
    drug: true,
  },
  { pattern: /过敏(?:的)?(?:药物?|食物|东西|原)(?:有|包括|为|是) ?[:：]? ?([^。；;\n]{2,60})/g, drug: true },
  {
    // 头孢克洛喝了出过荨麻疹; 氨苄西林，用后出疹; 阿司匹林吃完就喘
    pattern: new RegExp(
      `((?:(?![未无没不了药物吃打用输喝服停换])[\\u4e00-\\u9fffa-z]){1,10}?)[，,]?(?:一)?(?:吃|打|用|输|喝|服|涂|贴|抹|碰|接触|注射|静滴|口服)(?:了|过|后|完|上|下去){0,2}${AT_ONCE}{0,4}(?:起|出|长|发|冒)?(?:过|了|满)?(${ALLERGIC})`,
      'g',
    ),
    drug: true,
  },
  {
    // 小时候打链霉素，起了一身疹子
    pattern: new RegExp(
      `(?:服用?|口服|用|吃|打|输|注射|涂)(?:过|了)?((?:(?![未无没不])[\\u4e00-\\u9fff]){1,8}?)[，,]?${AT_ONCE}{0,4}(?:起|出|长|发|冒)(?:过|了|满)?(${ALLERGIC})`,
      'g',
    ),
    drug: true,
  },
  {
    // penicillin and sulfa allergies
    pattern: /(?:^|[,.;:\s])([a-z][a-z-]{2,24}) ?(?:and|&|\/|\+|,) ?[a-z][a-z-]{2,24} allerg(?:y|ies)\b/g,
    drug: true,
  },
  {
    // allergies: none (mother: penicillin)
    pattern: new RegExp(
      `allerg(?:y|ies)\\b[^.\\n]{0,40}?\\b(?:${words.kin.en}) ?[:–-] ?([a-z][a-z-]{2,24})`,
      'g',
    ),
    drug: true,
  },
  {
    // penicillin only, no other allergies
    pattern: /(?:^|[.\n:;] ?)([a-z][a-z-]{2,24}) only[,;.]? ?(?:no|nil|denies) other/g,
    drug: true,
  },
  {
    // His real allergy is cefalexin; Real: contrast; Definite: ondansetron.
    pattern:
      /(?:\b(?:true|real|genuine|definite|confirmed|proper)(?: (?:drug )?allerg(?:y|ies))?(?: is| are| to| ?:)|\b(?:only|sole|single|one|main|documented)(?: known| documented)?(?: drug| food)? allerg(?:y|ies)(?: is| are| being| was)(?: to)?|真正?的?过敏的?(?:为|是|:)) ?([^.;。；\n(]{2,50})/g,
    drug: true,
  },
  {
    // 链霉素幼时做皮试鼓包
    pattern:
      /([\u4e00-\u9fff]{2,10}?)(?:小时候?|幼时|以前|年轻时|儿时|曾)?(?:打|做)?过?皮试(?:时)?(?:强)?(?:鼓包|红肿|起包|起疱|过敏|没过|不过)/g,
    drug: true,
  },
  {
    // cefaclor at age three gave hives
    pattern: new RegExp(
      `([a-z][a-z-]{3,30}) (?:at (?:age )?\\w+|in (?:19|20)\\d\\d|as a (?:child|baby|toddler)|previously|once|aged \\w+) (?:gave|caused|brought|led to|triggered|->)[a-z ]{0,24}?(${ALLERGIC})`,
      'g',
    ),
    drug: true,
  },
  {
    // tape blisters; avoids mango, itchy lips
    pattern: new RegExp(
      `(?:^|[\\s,.;:(/])((?:${words.allergens})(?:[/,] ?(?:${words.allergens}))*),? (?:gives? |causes? |= |- )?(${ALLERGIC})`,
      'g',
    ),
    drug: true,
  },
  {
    // rash w/ paclitaxel
    pattern: new RegExp(`(?<![-:(=>] ?)(?:${ALLERGIC}) (?:w/|c̄) ?([a-z][a-z-]{3,30})`, 'g'),
    drug: true,
  },
  {
    // 别嘌醇2016用过，全身皮疹
    pattern: new RegExp(
      `([\\u4e00-\\u9fff]{2,10}?)(?:(?:19|20)\\d\\d年?|\\d+年前|以前|既往|曾)?[用吃服打]过[，,]? ?[^，,。；;\\n没无未]{0,4}(${ALLERGIC})`,
      'g',
    ),
    drug: true,
  },
  {
    // PCN: severe hives
    pattern: new RegExp(
      `([a-z][a-z-]{2,24}) ?(?::|-|->) ?(?:childhood|severe|mild|widespread|bad|facial|generalised|generalized|delayed|immediate|previous) (${ALLERGIC})`,
      'g',
    ),
    drug: true,
  },
  {
    // 查增强打造影剂起过疹子
    pattern: new RegExp(
      `(?:打|吃|用|输|服|喝|贴|涂|口服|注射|静滴)过?((?:(?![未无没不后])[\\u4e00-\\u9fffa-z]){1,10}?)(?:后|就|时|了|以后)?(?:曾)?(?:(?:嘴|唇|口|脸|面|眼|身|手|背|全身|皮肤)[边部周上唇睑]?)?(?:长|起|出|发|得)?过?(?:了|一身)?(${ALLERGIC})`,
      'g',
    ),
    drug: true,
  },
  {
    pattern:
      /对 ?([^，。；;\n]{1,40}?)(?:类)?(?:药物|制剂)?(?:均|皆|有|曾|曾有|可疑)?过敏(?:史|反应)?(?!性|原)/g,
  },
  { pattern: new RegExp(`对 ?([^，。；;\\n对]{1,24}?)(?:出现|发生|有)?(${REACTION})`, 'g') },
  {
    pattern:
      /(?:^|[，。；;,\n:、(）)\s]|既往|曾有|有|系|为)([^，。；;,\n:：(（对有无]{2,24}?)(?:类)?(?:药物|制剂)?(?:均|皆|有)?过敏(?:史|反应)?(?!性|原|体质|科|情况|药物|源)/g,
  },
  { pattern: /过敏(?:史|药物|原)? ?(?:[:：]|-{1,2}) ?([^。；;\n]{1,60})/g },
  { pattern: /过敏史? ?[:：]? ?有[-，,(:：]{0,2} ?(?:具体|详细)?(?:为|是)?[:：]? ?([^。；;\n)]{1,40})/g },
  { pattern: /对 ?([^，。；;\n]{1,40}?)(?:均|都|皆)?不(?:能)?耐受/g },
  {
    pattern: new RegExp(
      `(?:服用|口服|静滴|注射|使用|应用|输注|服|用)([^，。；;\\n]{2,12}?)(?:后|时|过程中)(?:出现|发生|全身|有|曾|曾有|致)*(${REACTION})`,
      'g',
    ),
    earlier: true,
  },
  {
    pattern:
      /(?:^|[，,。；;:\n]|本人|患者|自己|对|因)([\u4e00-\u9fff]{1,8}?)(?:可)?(?:致|引起|导致|后|的)?(接触性皮炎|药疹|剥脱性皮炎|固定性药疹)/g,
    drug: true,
  },
  { pattern: new RegExp(`([\\u4e00-\\u9fff]{2,8}?)类?(${REACTION})(?:过敏)?史`, 'g') },
  {
    pattern:
      /(?:allergic to|allergy to|allergies to|intolerance of|intolerant of|intolerance to|intolerant to|hypersensitivity to|sensitive to|reacts to|reaction to) ((?:[^.;\n(]|\([^()\n]{0,30}\)){2,70})/g,
  },
  {
    pattern: new RegExp(
      // rash with bandage: behind its own substance a reaction has only its circumstances.
      `(?<![-:(=>] ?)(?:${REACTION}|reaction|reactions) (?:to|with|w/|from|after) (?:eating |taking |having )?([a-z][a-z -]{2,40}?)(?=[,.;("”]|$| in | at | as | last | when | aged? )`,
      'g',
    ),
  },
  {
    pattern: new RegExp(
      `([a-z][a-z-]{3,30}) (?:caused(?! (?:no|nothing|only|little|neither)\\b)|gave (?:him|her|them)|causes|reaction|-induced|induced) ?[^.;\\n]{0,30}?(${REACTION}|reaction|cycle)`,
      'g',
    ),
  },
  { pattern: /(?:^|[,.;\s])([a-z][a-z-]{2,24}) allerg(?:y|ies)\b/g },
  {
    pattern:
      /(?:^|[\n.;] ?)(?:drug |known |medication )?allergies(?:\/intolerances)? ?(?::|-|include|to) ?([^\n]{2,200})/g,
  },
  { pattern: /(?:^|[\n.;] ?)all ?: ?([^\n.]{2,80})/g },
  {
    pattern:
      /(?:^|[，。；;,\n:、\s]|曾|对|既往|注射用?)([^，。；;,\n:、()]{2,14}?)(?:药物|注射液|针|类)?皮(?:肤)?试(?:验)?(?:结果)? ?:? ?["“]?(?:呈|为|示|曾)?(?:强|弱|可疑)?(?:阳性|\(\+{1,3}\))/g,
  },
  {
    pattern: new RegExp(
      `(?:服用?|口服|静滴|静注|静点|滴注|肌注|注射|使用|应用|输注|输|用|吃|食用?|接触|打|点滴|外用|接种|涂|戴|贴|外敷|敷)(?:过|了)?([^，。；;\\n无未]{1,12}?)(?:\\d{1,2} ?(?:天|日|小时|h|分钟|次|周))?(?:后|时|过程中|出现|引起|发生|诱发|起过|起了|出过|出了|长过|致|会|就|起(?=[风红皮荨小大])|(?=起疹|出疹|起水|手|皮肤|全身|浑身))[^。；;\\n\\d无未]{0,10}?(${ALLERGIC})`,
      'g',
    ),
  },
  {
    pattern: new RegExp(
      `((?:(?![未无没不])[\\u4e00-\\u9fff]){2,12}|[a-z-]{3,24}) ?(?:致|引起|诱发|导致|后出现|出现|发生|起过?|一用就|首次|输注时?|输到一半|打完就|→|->|:|\\(|-|causes|caused|brought on|brings on|set off|triggered|triggers|provoked|provokes|precipitated|gives|gave|produced|resulted in|makes?|made) ?(?:过|全身|的|严重|a |an |severe |mild |him |her |them |me |generali[sz]ed |diffuse )*(${ALLERGIC})`,
      'g',
    ),
    drug: true,
  },
  {
    pattern: new RegExp(
      `(?:${ALLERGIC})(?: (?!treated|managed|given|settled|improved|respon|resolv|started)[a-z]+){0,2}? (?:to|with|from|after|following|on|secondary to|due to|because of) (?:a |the |taking |eating |starting |iv |oral |being given |receiving |first dose of |course of )*([a-z][a-z -]{2,30}?)(?=[,.;("”]|$| in | at | as | last | when | which | years?| ago| and )`,
      'g',
    ),
    drug: true,
  },
  {
    pattern: /(?:^|[\s,;.(])([a-z][a-z-]{2,24}?)[ -]allergic(?! to)(?![a-z]| rhin| asth| react| derm| conj)/g,
  },
  {
    pattern:
      /(?:^|[\n.;,|/] ?)(?:drug |known |medication |med |food )?(?:allergy|allergic|allergies|adrs?|adverse (?:drug )?reactions?|sensitivit(?:y|ies)|intolerances?|alg|allx?)(?: hx| history| list)?(?:\/\w+)? ?(?::|-|=) ?([^\n]{2,160})/g,
  },
  ...TOLD,
]
