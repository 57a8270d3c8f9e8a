/** What a drug's own effect may be too: a reaction only where the drug is of a group that makes them. */
const COLLAPSE_WORDS =
  '休克|呼吸困难|喘憋|憋喘|憋气|气[短促]|水肿|肿胀|血压(?:测不[出到]|下降|骤降)|意识丧失|晕厥|心跳骤停|面色苍白'
const COLLAPSE = new RegExp(
  `(?<=(?:后|时|中|致|引起|诱发|因|出现|发生)[^,，。;；]{0,14})(?:${COLLAPSE_WORDS})(?!.{0,4}(?:缓解|好转|改善|减轻|消失|消退|纠正))`,
)
export const COLLAPSES = new RegExp(`^(?:${COLLAPSE_WORDS})$`)
/** Antibacterials, contrast media, analgesics, plasma expanders, sera and vaccines, cytotoxics, iron, thiamine. */
export const ANTIGENS: readonly string[] = [
  'J01',
  'J06',
  'J07',
  'V08',
  'M01A',
  'N02B',
  'B05A',
  'L01',
  'B03AC',
  'A11DA',
  'V03AB14',
]

/** What tells of a reaction: its name, a positive skin test, asthma by aspirin, and what a denial leaves out. */
export const CUE = new RegExp(
  [
    /(?:nkda|no known (?:drug |medication )?allergies|allergies) (?:except|other than|apart from|besides)(?: for| to)?/,
    /除了?(?=[^,，。;；]{1,12}(?:之外|以外|外)[,，]?(?:均?无|否认|未)[^,，。;；]{0,8}过敏)/,
    /(?<!抗|防)过敏(?!性(?!休克|皮炎|皮疹)|原|专科)(?:性休克)?|超敏(?:综合征|反应)|\bdihs\b|多形(?:性)?红斑|固定性?红斑|药疹|皮疹|荨麻疹|喉头水肿|喉痉挛|面部肿胀|剥脱性皮炎|中毒性表皮坏死|大疱/,
    /皮试(?:结果)?(?:为|示|呈)?[:：]?\s?(?:\(\+{1,3}\)|\+{1,3}|(?:强|弱)?阳性)/,
    /skin[- ]?test(?:ing)?(?: was| is|:)? ?(?:positive|\(\+\)|\+)|positive skin[- ]?test(?:ing)?/,
    /诱发哮喘|哮喘发作史|(?<=阿司匹林(?:性|诱发的?|诱发性|敏感性?|加重性?)?)哮喘|阿司匹林三联征|\baerd\b|samter'?s?|(?:aspirin|nsaid)[- ](?:sensitive|exacerbated|intoleran\w*|induced)|induced asthma/,
    /药敏[:：](?=[^，。；;]{1,14}\(\+\))/,
    /(?<=(?:后|时|中|致|引起|诱发|因|出现|发生)[^,，。;；]{0,14})(?:瘙痒|发痒|红斑|风团|[起出]了?(?:皮|红)?疹|疹子|喉(?:头|咙)[紧肿]|眼睑(?:肿|水肿)|口唇肿|剥脱|脱皮|水疱)/,
    /can(?:'t|not|’t) (?:take|have|tolerate)/,
    /(?:throat|tongue|lips?|face|facial|eyes?|airway) (?:clos|swell|swoll|tight)\w*/,
    /(?<=(?:caused|gave|developed|induced|had|got)[^,，。;；.]{0,24})(?:bronchospasm|wheez\w*|swelling|cardiac arrest|respiratory arrest)/,
    /anaphyla\w*|allerg(?:y|ies|ic)|angioedema|\brash\b|urticaria|stevens-johnson|\bsjs\b|\bten\b(?= (?:after|on|with|from|to))|dress\b|\bhives\b|angioneurotic/,
    /(?:bronchospasm|wheez\w*|swelling|pruritus|itching|erythema|agranulocytosis|toxic epidermal necrolysis|blister\w*|hypersensitivity|intoleran\w+|reaction|reacted|airway \w+)(?= (?:with|after|on|to|from)\b)/,
  ]
    .concat(COLLAPSE)
    .map(({ source }) => source)
    .join('|'),
  'g',
)
/** More reactions than this are no patient's; they would only cost time. */
export const CUES_MAX = 200
export const SEVERE =
  /sjs|ten |dress|坏死|窒息|休克|anaphyla|喉头水肿|喉痉挛|angioedema|throat|airway|epidermal|stevens|剥脱|呼吸困难|抢救/
export const NONE = /nkda|no known|否认|(?<!有)无(?!菌)|未发现|未诉|denies|\bno\b|阴性|negative/
/** A denial that leaves one substance out denies nothing behind it. */
export const EXCEPT = /except|other than|apart from|besides|除了?/
/** Behind these the substances stand after the cue: `过敏史：青霉素`, `allergic to`, `rash with`. */
export const SUBSTANCE_BEHIND = /^(?:史)?\s?(?:[:：]|为)|^ ?(?:to|with|after|from|on)\b/
export const BEHIND = /except|other than|apart from|besides|除|^can|药敏/
/** What a bracket tells of a drug that is not borne and is no allergy. */
export const INTOLERANCE =
  /^\(?(?:(?:dry )?cough|nausea|vomiting|(?:gi|stomach) upset|upset stomach|constipation|diarrh?oea|headache|干咳|咳嗽|恶心|呕吐|胃肠道?(?:不适|反应)|腹泻|便秘|头痛)(?: only)?\)?$/
/** Behind an allergy that was disproved: the drug, or one of its group, was borne later. */
export const DISPROVED =
  /de-?label|(?<!not |never |poorly |badly )tolerat(?:ed|es)|(?<!不|未)耐受(?!差|性差)|后(?:多次|又|再次)?(?:使用|服用)(?:后)?无/
/** Anywhere behind an allergy: its label was taken off, or the drug was borne when it was given on purpose. */
export const DELABELLED =
  /de-?label|label (?:was |been )?(?:removed|lifted)|(?:challenge|provocation)(?: test)?[^.;]{0,24}(?:negative|passed|tolerated)|激发试验[^，。;]{0,4}阴性|过敏标签(?:已)?(?:去除|撤销|解除)/
/** A bracket behind the cue holds a reaction (`青霉素过敏(休克)`) or the substance (`药物过敏(青霉素)`). */
export const BRACKET = /^史?\s?\([^()]{0,40}\)?/
/** Where the list of substances ends and an order begins. */
export const ORDER_BEGINS =
  /\b(?:plan|start|give|order|now|today|will|begin|switch|change)|予|拟|改用|换用|现|(?<=[a-z)]) - /
