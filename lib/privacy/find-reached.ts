import { byForms, type Form } from '@/lib/privacy/by-forms'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import type { FoldedText } from '@/lib/clinical/text/fold-text'

/** No count, time or measure: what may not stand behind the digits of a number that is called. */
const NO_MEASURE =
  '(?![\\d:%/.]*\\d|%| ?(?:x|h|hrs?|hours?|mins?|minutes?|times|mg|ml|mcg|units?|kg|teams?|people|patients|nurses|days?)(?![a-z])| ?(?:例|个|人|天|次|ml|mg|元|年|月|岁))'

/** How somebody is reached: numbers that are bleeped, paged, dialled or asked for, and names on a network. */
const FORMS: readonly Form[] = [
  // bleeped 2297, paged 70231, beep 551
  [
    'phone',
    new RegExp(
      `(?<![a-z])(?:bleep(?:ed|ing|s)?|bleeping on|beep(?:ed|er|ing)?|pag(?:ed|ing)|(?<!(?:see|on|the|edition,?|(?:table|figure|chapter|volume|section) [\\d-]{1,5},?) )page|pager|dect|vocera|baton|radio|dial(?:led)?|dial)(?: (?:on|to|no\\.?|number|bleep|holder))?[ :#]{1,3}(?!(?:999|911|112|111|000|101|995|110|120|119)(?!\\d))(\\d{3,6})(?! (?:of|in|for|onwards?|to|and \\d|table|fig)(?![a-z]))(?!,? (?:table|fig|section|chapter|para))${NO_MEASURE}`,
      'dg',
    ),
  ],
  // paged the GI fellow at 31882: five digits are no time of the day
  [
    'phone',
    new RegExp(
      `(?<![a-z])(?:paged?|bleep(?:ed)?|reach(?:ed|able)?|contact(?:ed|able)?|call(?:ed)?|ring|rang|phoned?)[^.;\\n\\d]{0,24} (?:at|on|via) (\\d{5,6})${NO_MEASURE}`,
      'dg',
    ),
  ],
  // pager 4-2291, ext 5-1180, voicemail 6-2210, x5-4410: an inner number with its exchange, never two counts
  [
    'phone',
    /(?<![a-z])(?:pager?|pgr|blp|bleep(?:er)?|beep(?:er)?|ext\.?|extn\.?|extension|vocera|spectralink|voicemail|office|desk|phone|tel|dect|cell|switchboard|nurse station|call(?:ed)?|ring|dial(?:led)?|contact|fax)(?: (?:no\.?|number|me|back|on|at|is|us))?[ :#.]{1,3}(x?\d{1,2}-\d{4})(?![\d-]| ?(?:ml|mg|mcg|units?|iu|h|hrs?|hours?|hourly|times|days?|weeks?|m|kcal|cells)(?![a-z]))/dg,
  ],
  ['phone', /(?<![a-z\d])(x\d{1,2}-\d{4})(?![\d-])/dg],
  ['phone', /(?<![a-z])(?:bleep|blp|dect|pager)[ :#]{1,3}(\d{1,2}-\d{3})(?![\d-])/dg],
  // HP 8123 4567, phone 555.0143: eight digits of Singapore and Hong Kong behind a label, seven with a point
  [
    'phone',
    /(?<![a-z])(?:hp|h\/p|hand ?phone|mobile|mob|cell|ph|phone|tel|contact|call|whatsapp|wa)(?: (?:no\.?|number|me|on|at|is))?[ :#.]{1,3}((?:\+?(?:65|852|853) ?)?[235689]\d{3}[ -]?\d{4}|\d{3}\.\d{4})(?![\d.]| ?(?:iu|u\/|mg|ml|units?)(?![a-z]))/dg,
  ],
  // call x4410, on x 58213
  [
    'phone',
    /(?<![a-z\d])(?:call|ring|on|at|tel|phone|dial|office|ward|desk|lab)[ :]{1,2}(x ?\d{3,5})(?!\d|[:.]\d| ?(?:mg|ml))/dg,
  ],
  // ring back on 555-0187, (0)7700 900 551
  [
    'phone',
    /(?<![a-z])(?:call|ring|rang|phone|text|contact|reach|tel|back|mobile|cell|number)[a-z]*(?: [a-z]{1,8}){0,3}[ :]{1,2}(\d{3}-\d{4})(?!\d)/dg,
  ],
  // Bill here, 555-0192: three digits and four that end on no round number are no range
  [
    'phone',
    new RegExp(
      `(?<![\\d./=<>~-] ?)(?<!(?:plt|plts|platelets?|ferritin|wbc|ck|amylase|lipase|alp|alt|ast|crp|ldh|bnp|range|ref|no\\.?|ml|dose)[ :(]{1,3})([2-9]\\d{2}-(?!\\d{2}[05]0)\\d{4})(?![\\d-]|\\.\\d| ?(?:ml|mg|mcg|ug|g|iu|units?|u|kcal|cells|pg|ng|mmol|μmol|umol|m|mm|cm|h|hrs?|hours?)(?![a-z])|%)`,
      'dg',
    ),
  ],
  ['phone', /((?:\+?\d{2,3} ?)?\(0\)\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4})(?!\d)/dg],
  // 打66127, 回电6608, 主任677881: an inner number behind what is done with it or who has it
  [
    'phone',
    new RegExp(
      `(?:(?:致电|来电|回电|去电|回拨|拨打?|打|呼叫?|短号|小号|集群网?|虚拟网|内网|bp机|呼机|(?:主任|医生|医师|大夫|护士长?|老师|教授)(?:电话|手机|回|短号)?)[ :：]{0,2})(\\d{4,8})(?!\\d|[:.]\\d)${NO_MEASURE}`,
      'dg',
    ),
  ],
  [
    'phone',
    /(?:bp机|呼机|短号|小号|小灵通|座机|固话|电话)[ :：]{0,2}(\d{3,4}-\d{4,8}(?: ?\d{3,4})?)(?!\d)/dg,
  ],
  // wang.xm(at)hospital.cn, pen.jory at example dot com
  [
    'email',
    /(?<![a-z\d])([a-z\d._-]{2,40} ?[([{](?:at|@)[)\]}] ?[a-z\d-]{2,30}(?:(?:\.| ?[([{]dot[)\]}] ?)[a-z]{2,10}){1,3})/dg,
  ],
  [
    'email',
    /(?<![a-z\d])([a-z\d._-]{2,40} at [a-z\d-]{2,30} dot (?:com|co|org|net|edu|gov|nhs|ie|uk|cn|au|ca)(?:(?: dot |\.)[a-z]{2,3})?)(?![a-z])/dg,
  ],
  // 登录名liming_neph, 微信 lisa-wang, user name: lisawang: whatever letters stand behind what tells an account
  [
    'online',
    /(?:登[录陆](?:名|账号|id)|用户(?:名|id)|账户名|[账帐]号名?|网名|昵称|微信(?:名|号|id)?|抖音(?:名|号)?|快手(?:名|号)?|小红书(?:名|号)?|微博(?:名|号)?|qq(?:名|号)?|支付宝(?:账号|号)?|钉钉(?:账号|号)?|飞书(?:账号|号)?|视频号|推特|脸书|领英|论坛(?:名|id)|贴吧(?:名|id)|游戏(?:名|id)|会员名|群昵称)(?:为|是|叫)?[ :：@]{0,3}((?=[\d_.-]{0,20}[a-z])[a-z\d][a-z\d_.-]{3,29})(?![a-z\d@])/dg,
  ],
  [
    'online',
    /(?<![a-z])(?:user ?name|login|log-in|handle|screen name|gamertag|account name)(?: is)?[:=] ?([a-z\d][a-z\d._-]{3,29})(?![a-z\d@])/dg,
  ],
  // 抖音@abc.eat, snap jorypen88, facebook.com/jory.pen
  ['online', /(?:微信|抖音|快手|小红书|微博|b站|推特)[号名]?[ :：]{0,2}(@[a-z\d_.-]{3,30})/dg],
  [
    'online',
    /(?<![a-z])(?:snap(?:chat)?|venmo|cash ?app|paypal|zelle|revolut|discord|viber|signal|line|messenger|insta(?:gram)?|telegram|tiktok|twitter|skype|wechat|qq)(?: (?:id|name|user(?:name)?|handle|is))?[ :]{1,2}([@$]?(?=[a-z.-]{0,24}[\d_]|[a-z-]{1,24}\.[a-z\d])[a-z\d][a-z\d_.-]{3,29})(?![a-z])/dg,
  ],
  [
    'online',
    /(?<![a-z\d./])((?:facebook|fb|instagram|twitter|x|tiktok|linkedin|t|vk|weibo)\.(?:com|me|ru|cn)\/[a-z\d_.@/-]{3,60}[a-z\d_])/dg,
  ],
]

/** Numbers and names by which somebody is called, by what is done with them. Linear in the length. */
export function findReached({ text }: FoldedText): FoundIdentifier[] {
  return byForms(text, FORMS)
}
