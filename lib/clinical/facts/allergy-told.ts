import { ALLERGIC, HARM } from '@/lib/clinical/facts/allergy-reactions'

/** Further ways in which a substance is said to be one the patient does not bear, behind those of the first list. */
export const TOLD: readonly { pattern: RegExp; earlier?: true; drug?: true }[] = [
  {
    // took one clarithromycin and broke out in hives
    pattern: new RegExp(
      `\\b(?:took|had|tried|given|ate|used|started) (?:(?:a|an|one|some|her|his|the|dose|tablet|course|of) ){0,4}([a-z][a-z-]{3,24})(?:,| and|, and) (?:then |he |she ){0,2}(?:had |got |developed )?(?:an? |severe |widespread ){0,2}(${ALLERGIC})`,
      'g',
    ),
    drug: true,
  },
  {
    // contrast 2018: itchy all over
    pattern: new RegExp(
      `([a-z][a-z-]{3,24}),? (?:in )?\\(?(?:19|20)\\d\\d\\)? ?[:–-] ?(?:severe |widespread |bad )?(${ALLERGIC})`,
      'g',
    ),
    drug: true,
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
      /(?:nkd?a|allerg(?:y|ies)|过敏史?)[^.;\n]{0,12}?(?:except(?:ing)?(?: for)?|apart from|other than|aside from|save(?: for)?|bar|barring|besides|excluding|with the exception of|(?<=n[ik]l[^.;\n]{0,12}|none[^.;\n]{0,12}|nkda,? )but(?: for)?|除外?了?|只有|只是|仅) ?([^.;\n，。；外]{1,40})/g,
  },
  {
    pattern:
      /(?:^|\n) ?(?:drug |known |medication )?allergies ?:? ?\n((?:[-•*] ?[^\n]{2,60}(?:\n|$)|[a-z][a-z -]{2,24}(?:\n|$))+)/g,
  },
  {
    pattern: new RegExp(
      `([a-z][a-z-]{3,24}) (?:gave|gives?|brought|brings?|left|leaves?|made|makes?|caused?|causes|sends?|sent|turned|turns?) (?:him|her|them|me|us|the patient) ?(?:out |up |off )?(?:to |in |with |into )?[a-z ]{0,16}?(${HARM})`,
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
      /(?:^|[\n.;] ?)(?:drug )?allerg(?:y|ies|ic)!* (?!to\b)([a-z][a-z-]{2,24}(?:(?:,| and| \+|,? &) [a-z][a-z-]{2,24}){0,3})(?= ?[!(.;,\n]|$)/g,
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
