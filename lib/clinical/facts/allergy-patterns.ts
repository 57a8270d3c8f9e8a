import { ALLERGIC, HARM, REACTION } from '@/lib/clinical/facts/allergy-reactions'
import words from '@/lib/clinical/facts/allergy-words.json'

/** Where a substance is said to be one the patient does not bear: group 1 holds one or several, group 2 the reaction. */
export const CLAIMS: readonly { pattern: RegExp; earlier?: true; drug?: true }[] = [
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
      `(?<![-:(=>] ?)(?:${REACTION}|reaction|reactions) (?:to|with|w/|from|after) (?:eating |taking |having )?([a-z][a-z -]{2,40}?)(?=[,.;(]|$| in | at | as | last | when | aged? )`,
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
      `((?:(?![未无没不])[\\u4e00-\\u9fff]){2,12}|[a-z-]{3,24}) ?(?:致|引起|诱发|导致|后出现|出现|发生|起过?|一用就|首次|输注时?|输到一半|打完就|→|->|:|\\(|-|causes|caused|gives|gave|produced|resulted in|makes?|made) ?(?:过|全身|的|严重|a |an |severe |mild |him |her |them |me |generali[sz]ed |diffuse )*(${ALLERGIC})`,
      'g',
    ),
    drug: true,
  },
  {
    pattern: new RegExp(
      `(?:${ALLERGIC})(?: (?!treated|managed|given|settled|improved|respon|resolv|started)[a-z]+){0,2}? (?:to|with|from|after|following|on|secondary to|due to|because of) (?:a |the |taking |eating |starting |iv |oral |being given |receiving |first dose of |course of )*([a-z][a-z -]{2,30}?)(?=[,.;(]|$| in | at | as | last | when | which | years?| ago| and )`,
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
  {
    pattern:
      /(?:cannot take|can't (?:take|have)|can not take|unable to take|cannot have|reacts? (?:badly )?to|reacted (?:badly )?to|anaphyla\w+ to) ([a-z][a-z ,-]{2,40}?)(?=[.;(]|$| because| due| as | since| with| - | during | in | at | when | while | on | last | {1,2}\d)/g,
  },
  { pattern: /([\u4e00-\u9fff]{2,12}|[a-z]{3,20}) ?\(过敏\)/g },
  {
    pattern: /allergy (?:band|alert|bracelet|label|wristband|tag)[^-–:.\n]{0,14}[-–:] ?([a-z][^.\n;]{2,60})/g,
  },
  { pattern: /过敏(?:药|情况|源|食物) ?[:：] ?([^。；;\n]{2,60})/g },
  { pattern: /过敏(?:史|药物|原)?(?: ?[】\]]| ) ?([^。；;\n:：]{2,40})/g, drug: true },
  { pattern: /allerg(?:ic|y|ies) ?\(([a-z][^()\n]{2,40})\)/g },
  {
    pattern:
      /([a-z][a-z-]{2,24}) (?:hypersensitivity|sensitivity|intolerance|infusion reaction|drug reaction)(?! to| of| quer| never| suspect| \?|[a-z])/g,
    drug: true,
  },
  {
    pattern:
      /\b(bee|wasp|hornet|insect|peanut|nut|egg|milk|fish|shellfish|latex|soya?|sesame)(?: stings?)? anaphylaxis/g,
  },
  {
    pattern:
      /(?:nkd?a|allerg(?:y|ies)|过敏史?)[^.;\n]{0,12}?(?:except(?: for)?|apart from|other than|除|除了) ?([^.;\n，。；外]{2,40})/g,
  },
  {
    pattern:
      /(?:^|\n) ?(?:drug |known |medication )?allergies ?:? ?\n((?:[-•*] ?[^\n]{2,60}(?:\n|$)|[a-z][a-z -]{2,24}(?:\n|$))+)/g,
  },
  {
    pattern: new RegExp(
      `([a-z][a-z-]{3,24}) (?:gave|gives?|brought|brings?|left|leaves?|made|makes?|caused?|causes|sent|sends|turned|turns) (?:him|her|them|me|us|the patient) ?(?:out |up |off )?(?:to |in |with |into )?[a-z ]{0,16}?(${HARM})`,
      'g',
    ),
    drug: true,
  },
  {
    pattern: new RegExp(
      `(?:^|[.,;"\\n] ?|with |after |on )([a-z][a-z-]{3,24}) ?(?:->|→|:|=|-) ?[a-z ]{0,12}?(${HARM})`,
      'g',
    ),
    drug: true,
  },
  {
    pattern: new RegExp(
      `((?:(?![未无没不了药物，])[\\u4e00-\\u9fff]){1,8}?)(?:吃|打|用|输|喝|涂|贴|碰|接触)(?:了|过|后|完)?(?:就|会|后)?(?:全身|身上|皮肤|嘴|脸|浑身)?(${ALLERGIC})`,
      'g',
    ),
    drug: true,
  },
  {
    pattern:
      /(?:^|[.,;:\n] ?)([a-z][a-z-]{3,24}) ((?:rash|hives|urticaria|anaphylaxis|angioedema|angio-oedema|wheals?|bronchospasm)) ?(?=as an? |as child|in (?:19|20)\d\d|in childhood|aged |at age |when |years |last |\d+ y|[.;]|$)/g,
    drug: true,
  },
  { pattern: /([\u4e00-\u9fff]{2,8}?)(?:打|吃|用|输)(聋|哑|肿|休克)了?过/g, drug: true },
  {
    pattern:
      /(?:腕带|床头卡|红牌|警示牌|过敏卡|wrist ?band|allergy card|alert card)(?:标[识注]|注明|写着?|says|reads)? ?[:：=-]? ?(?:红色?[，,]? ?)?["“]?([a-z\u4e00-\u9fff][^。；;.\n"”]{1,30})/g,
    drug: true,
  },
  {
    pattern: new RegExp(
      `(?:服用?|口服|用|吃|食|打|输|贴|涂)(?:过|了)?((?:(?![未无没不])[\\u4e00-\\u9fff]){1,8}?)[，,]? ?(?:就|后|皮肤|局部)?(${ALLERGIC})`,
      'g',
    ),
    drug: true,
  },
  {
    pattern: new RegExp(`(?:reaction|reacted)s? ?[:=-] ?([a-z][a-z-]{3,24}) ?(?:->|→|-|:|\\()`, 'g'),
    drug: true,
  },
  { pattern: /\b(?:red (?:wristband|band)|wristband red) ?[:=-] ?([a-z][^.\n;]{2,40})/g },
  { pattern: /过敏[，,] ?(?:包括|分别为|如)[:：]? ?([^。；;\n]{1,40})/g },
  { pattern: /(?:^|[\n。；;，,])(?:药物|食物)?过敏史 ?([^。；;，,\n:：]{2,16})/g, drug: true },
  {
    pattern: new RegExp(`\\| ?([a-z\\u4e00-\\u9fff][^|\\n]{1,24}?) ?\\| ?[^|\\n]{0,20}?(${ALLERGIC})`, 'g'),
    drug: true,
  },
  { pattern: /allerg(?:y|ies|ens?) ?\| ?([a-z][^|\n]{2,40})/g, drug: true },
  {
    pattern: new RegExp(
      `([a-z\\u4e00-\\u9fff]{2,14}) ?(?:——|--|—|→|->|:|=) ?(?:注射|使用|用药|静滴|口服|服用|输注|接触|食用|应用|服|用|吃|静推)?后?(?:出现|致|引起|发生|有|曾)*(${ALLERGIC})`,
      'g',
    ),
    drug: true,
  },
  {
    pattern:
      /(?:^|[，。；;,\n:、()\s]|对|有|为|系)(碘|酒精|蛋|奶|鱼|虾|蟹)(?:剂|类)?过敏(?!性|原|试验|体质|科)/g,
  },
  {
    pattern:
      /(?:过敏(?:药物|原|物|药)?|allerg\w*|substance|drug)[^\n|]{0,12}\|[^\n]{0,24}(?:反应|表现|reaction)[^\n]{0,24}\n(?:[| -]+\n)?((?:[^\n|]{2,24}\|[^\n]*(?:\n|$))+)/g,
  },
  {
    // Carboplatin in cycle 7 ended in anaphylaxis.
    pattern: new RegExp(
      `([a-z][a-z-]{3,30})(?: (?:in|at|during|on|last|once) [^.,;\\n]{1,24})? (?:ended|led|resulted|culminated) (?:in|with|to) (?:an? )?(?:[a-z]+ )?(${ALLERGIC}|(?:infusion|allergic|hypersensitivity) reaction)`,
      'g',
    ),
    drug: true,
  },
  {
    // Heparin is entered in his record as an allergy.
    pattern:
      /([a-z][a-z-]{2,30}),?(?: has been| have been| is| are| was| remains)? (?:now |also )?(?:entered|listed|recorded|documented|charted|flagged|noted|marked|registered|coded|added|put|down)[^.;\n]{0,30}? (?:as (?:an? )?(?:[a-z]+ ){0,2}allerg(?:y|en)|(?:among|under|to|on|in) (?:his|her|the|their)?(?: drug| known)? ?allerg(?:y|ies))/g,
    drug: true,
  },
  {
    pattern:
      /([\u4e00-\u9fff]{2,10}?)(?:已|被|现)*(?:列入|列为|登记为|记为|录入|标记为|标为|记入|写入|载入)(?:了)?(?:为)?(?:其|病人|患者)?(?:药物)?过敏(?!性)/g,
    drug: true,
  },
  {
    // nearly died from penicillin; 打青霉素险些没命
    pattern:
      /(?:nearly|almost) (?:died|killed him|killed her|arrested) (?:from|after|of|with|following|on) (?:an? |the )?(?:injection of |dose of |first dose of )?([a-z][a-z-]{3,24})/g,
    drug: true,
  },
  {
    pattern:
      /(?:打|用|吃|输|注射|服)过?((?:(?![未无没不])[\u4e00-\u9fff]){2,10}?)(?:针)?(?:后|时)?(?:差点|险些|几乎|差一点)(?:儿)?(?:就)?(?:死|没命|丧命|出事|没救|没抢救|送命|过去)/g,
    drug: true,
  },
  {
    // Heparin is on her allergy list.
    pattern:
      /([a-z][a-z-]{2,30}) (?:is|are|was|remains?|stays?|goes|went) (?:now |still |already |also )?(?:on|in|among|under) (?:his|her|their|the|your)(?: drug| known)? allerg(?:y|ies)/g,
    drug: true,
  },
  {
    // a rash when he took co-trimoxazole
    pattern: new RegExp(
      `(?:${ALLERGIC})[^.;,\\n]{0,24}? (?:when|whenever|while|once|after|(?:each|every|last) time)(?: (?:he|she|they|i|the patient|last|first|was|were|being))* (?:took|taking|takes|given|had|tried|used|using|received|receiving|ate|eats|eating|started|starting|on)(?: (?:on|a|an|the|course of|dose of|some|her|his|first|second))* ([a-z][a-z-]{2,40})`,
      'g',
    ),
    drug: true,
  },
  {
    // Allergy chlorhexidine!! on a line of its own
    pattern:
      /(?:^|[\n.;] ?)(?:drug )?allerg(?:y|ies|ic)!* (?!to\b)([a-z][a-z-]{2,24}(?:(?:,| and|,? &) [a-z][a-z-]{2,24}){0,3})(?= ?[!(.;,\n]|$)/g,
    drug: true,
  },
  {
    // 过敏磺胺类。; 过敏 普鲁卡因（皮试阳性）: folding drops the blank between two Han characters.
    pattern:
      /(?:^|[\n。；;] ?)(?:药物)?过敏(?![史原性体反科])(?:药物?)?([\u4e00-\u9fff]{2,10}?)(?:类|类药物)?(?=[(（，,。；;、\n]|$)/g,
    drug: true,
  },
  {
    // 致敏药卡马西平; 致敏药物考虑别嘌醇
    pattern:
      /(?:致敏药物?|致敏原)(?:考虑|首先|最可能|可能|为|是|系|:|：)* ?([\u4e00-\u9fffa-z]{2,12}?)(?=[(（，,。；;、\n]|$)/g,
    drug: true,
  },
]
