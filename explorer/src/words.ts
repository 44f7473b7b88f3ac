import type { Words } from "./records";

export type Language = "zh" | "en";

/** Every word of the interface, in both languages; `{}` is a number or name. */
const TABLE = {
  title: ["治理图谱", "Governance graph"],
  search: ["搜索", "Search"],
  searchHint: [
    "人物、机构、活动、地点、举措；可用拼音或首字母",
    "A person, body, event, place or programme; pinyin and initials do",
  ],
  searchShort: ["姓名、拼音、机构、活动……", "Name, pinyin, body, event…"],
  results: ["搜索结果", "Results"],
  noResults: ["没有找到“{}”，换一个写法或拼音试试", "Nothing found for “{}”; try another spelling, or pinyin"],
  skip: ["跳到列表", "Skip to the list"],
  picture: ["图", "Picture"],
  list: ["列表", "List"],
  pictureOf: ["关系图：{} 个节点；同样的内容见“列表”", "Network of {} nodes; “List” has the same as text"],
  home: ["首页", "Home"],
  undo: ["撤销", "Undo"],
  fit: ["全图", "Fit"],
  zoomIn: ["放大", "Zoom in"],
  zoomOut: ["缩小", "Zoom out"],
  save: ["保存", "Save"],
  saveCsv: ["下载 CSV", "Download CSV"],
  copyCsv: ["复制 CSV", "Copy CSV"],
  savePng: ["下载 PNG", "Download PNG"],
  saveSvg: ["下载 SVG", "Download SVG"],
  copyLink: ["复制链接", "Copy link"],
  copied: ["已复制", "Copied"],
  copyFailed: ["浏览器不允许复制，请改用下载", "The browser refuses to copy; download instead"],
  theme: ["深浅色", "Light or dark"],
  language: ["English", "中文"],
  filters: ["筛选", "Filters"],
  kinds: ["类别（图例）", "Kinds (legend)"],
  roles: ["身份", "Roles"],
  time: ["活动时间", "Time of events"],
  timeFrom: ["自", "From"],
  timeTo: ["至", "Until"],
  undated: ["含无日期的活动", "Events without a date, too"],
  noDates: ["图中的活动都没有日期", "No event here has a date"],
  province: ["省份", "Province"],
  everywhere: ["全国", "All"],
  confidence: ["置信度不低于", "Confidence at least"],
  sources: ["独立来源不少于", "Independent sources at least"],
  clear: ["清除筛选", "Clear filters"],
  showing: ["显示 {} 个节点、{} 条关系", "{} things, {} links shown"],
  hiddenCount: ["{} 个已隐藏", "{} hidden"],
  showAll: ["全部显示", "Show all"],
  person: ["人物", "Person"],
  organization: ["机构", "Body"],
  place: ["地点", "Place"],
  event: ["活动", "Event"],
  initiative: ["举措", "Initiative"],
  statement: ["言论", "Statement"],
  evidence: ["依据", "Evidence"],
  article: ["文章", "Article"],
  membership: ["任职", "Post"],
  participation: ["参与", "Took part"],
  involvement: ["单位参与", "Involved"],
  proposal: ["提出", "Put forward"],
  recognition: ["入选", "Listed on"],
  location: ["举办地", "Held in"],
  jurisdiction: ["辖区", "Serves"],
  within: ["位于", "Within"],
  byline: ["署名", "Byline"],
  unit: ["下属", "Unit of"],
  grow: ["展开", "Expand"],
  pin: ["固定", "Pin"],
  unpin: ["取消固定", "Unpin"],
  hide: ["隐藏", "Hide"],
  close: ["关闭", "Close"],
  openPage: ["打开", "Open"],
  alsoNamed: ["又名", "Also"],
  posts: ["任职", "Posts"],
  postsOverTime: ["任职时间线（圆点为报道日期）", "Posts over time (dots: days of reports)"],
  appearances: ["出席活动", "Appearances"],
  statements: ["言论", "Statements"],
  sharedStages: ["同台", "Shared stages"],
  bylines: ["署名文章", "Bylines"],
  programme: ["议程", "Programme"],
  hosts: ["单位", "Bodies"],
  acts: ["启动、发布、签约", "Launches, releases, signings"],
  where: ["地点", "Where"],
  articles: ["文章", "Articles"],
  people: ["人员", "People"],
  units: ["下属与上级", "Units"],
  serves: ["辖区", "Serves"],
  hosted: ["参与的活动", "Events"],
  initiatives: ["举措", "Initiatives"],
  bodies: ["机构", "Bodies"],
  events: ["活动", "Events"],
  below: ["下辖", "Within it"],
  proposers: ["提出者", "Put forward by"],
  lists: ["入选名单", "Lists and awards"],
  listed: ["入选者", "On this list"],
  current: ["现任", "current"],
  former: ["原任", "former"],
  designated: ["拟任", "designated"],
  reported: ["{} 报道", "reported {}"],
  times: ["{} 次", "{} times"],
  independent: ["{} 个独立来源", "{} independent sources"],
  independentOne: ["1 个独立来源", "1 independent source"],
  confidenceOf: ["置信度 {}", "confidence {}"],
  rule: ["规则", "Rule"],
  saysWho: ["依据", "Evidence"],
  otherSources: ["其他来源", "Other sources"],
  noOtherSources: ["没有其他文章这样说", "No other article says so"],
  copyOf: ["转载自 {}", "a copy of {}"],
  otherFacts: ["两者之间的其他事实", "Other facts between the two"],
  original: ["原网页", "Original page"],
  untitled: ["无标题", "Untitled"],
  quoteOnly: ["这张图是导入的，没有全文，只有引文。", "This graph was imported without texts; this is the quote."],
  more: ["另有 {} 项未显示", "{} more not shown"],
  moreFacts: ["另有 {} 条事实未列出", "{} more facts not listed"],
  loading: ["正在读取……", "Loading…"],
  failed: ["出错了：{}", "That failed: {}"],
  welcome: ["谁在哪里说过话，和谁一起，以什么身份，依据是什么？", "Who spoke where, with whom, as what, and says who?"],
  welcomeMore: [
    "搜索一个名字，点击节点展开它的关系，点击连线看原文。",
    "Search for a name, click a node to unfold what it is linked to, click a link to read the sentence.",
  ],
  holds: ["{} 篇文章", "{} articles"],
  beginWith: ["从这里开始", "Begin here"],
  node: ["名称", "Name"],
  kind: ["类别", "Kind"],
  links: ["关系", "Links"],
  date: ["日期", "Date"],
  nothing: ["什么也没有留下：放宽筛选。", "Nothing is left: loosen the filters."],
  disagree: ["各文章所述日期不一", "Articles give different dates"],
  theme_: ["主题", "Theme"],
  noWebgl: ["浏览器不支持 WebGL，改为列表显示。", "This browser has no WebGL; here is the list instead."],
} as const satisfies Record<string, readonly [string, string]>;

export type Word = keyof typeof TABLE;

export interface Speech {
  language: Language;
  say(word: Word, ...values: (string | number)[]): string;
  /** The word for a role, type or kind of fact, or the word itself where it is Chinese already. */
  term(key: string): string;
}

export function speech(language: Language, words: Words): Speech {
  const column = language === "zh" ? 0 : 1;
  return {
    language,
    say(word, ...values) {
      let text: string = TABLE[word][column];
      for (const value of values) text = text.replace("{}", () => String(value));
      return text;
    },
    term(key) {
      const told = words[key];
      if (told) return told[column];
      return key in TABLE ? TABLE[key as Word][column] : key;
    },
  };
}

export const isWord = (key: string): key is Word => key in TABLE;
