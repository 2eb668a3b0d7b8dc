// The shapes that the reader's modules share; tsc reads them (make lint), no browser does. What the
// page is made of is described in dateline/page/data.py and ownership.py.

/** "event:ID", "quote:ID" or "stake:ID". */
type Key = string;
/** First and last day, or start and end of a passage. */
type Span = [number, number];

type Facet = "category" | "actor" | "status" | "speaker" | "topic" | "kind";
type TableName = "events" | "quotes" | "stakes";
type SectionName = "timeline" | "ownership" | "quotes" | "article";
type Layer = "article" | "all";

interface Mark {
  shape: string;
  colour: string;
  pale: string;
  tint: string;
  fading: string[];
}

interface Choice {
  value: string;
  slug: string;
  label: string;
  /** Of a category. */
  mark: Mark;
}

// ---- rows ----------------------------------------------------------------------------------------

/** What events, quotes and stakes have in common. */
interface BaseRow {
  /** Its place in its table. */
  index: number;
  key: Key;
  /** Whether its words have loaded. */
  isHere: boolean;
  title: string;
  eyebrow: string;
  summary: string;
  when: string;
  short: string;
  why: string;
  says: string;
  denied: string;
  note: string;
  /** Of events alone: the note with the names of those who claim or deny it. */
  named_note: string;
  remark: string;
  stance: string;
  vague: boolean;
  disputes: Key[];
  background: boolean;
  sources: string[];
  /** Earliest, latest, last start, first end, uncertain. */
  dates: [number, number, number, number, number] | null;
  gap: Span | null;
  passages: Span[];
  search: string;
}

interface EventFields {
  people: string;
  place: "dated" | "undated" | "planned";
  bar: (number | null)[] | null;
  weight: "lead" | "minor" | "";
  category: number[];
  actor: number[];
  status: number[];
}

interface QuoteFields {
  role: string;
  origin: string;
  near: Key[];
  speaker: number[];
  topic: number[];
  kind: number[];
}

interface StakeFields {
  holder: string;
  share: string;
  number: string;
  of: string;
  /** Slug of what it is a share of. */
  whole: string;
  basis: string;
}

interface EventRow extends BaseRow, EventFields {}
interface QuoteRow extends BaseRow, QuoteFields {}
interface StakeRow extends BaseRow, StakeFields {}
/** Any of them: fields of the other kinds are absent. */
interface Row extends BaseRow, Partial<EventFields & QuoteFields & StakeFields> {}

// ---- the page ------------------------------------------------------------------------------------

interface PieceData {
  text: string;
  /** Rows that rest on it, each with the number of its passage. */
  marks: [Key, number][];
  styles?: { kind: string; href: string }[];
}

interface BlockData {
  kind: string;
  start: number;
  marker?: string;
  depth?: number;
  pieces: PieceData[];
}

interface ArticleData {
  title: string;
  outlet: string;
  url: string;
  published: string;
  published_note: string;
  subject: string;
  language: string;
  citation: string;
  blocks: BlockData[];
}

interface KeyFigure {
  number: string;
  label: string;
  rests_on: { key: Key; title: string }[];
  is_span: boolean;
}

/** First day, day after the last, number of rows. */
type Segment = [number, number, number];

interface TimelineData {
  figure: Figure;
  article: Segment[];
  all: Segment[];
  published: Span | null;
}

interface Page {
  version: string;
  story: string;
  article: ArticleData;
  figures: KeyFigure[];
  facets: Record<Facet, Choice[]>;
  events: EventRow[];
  quotes: QuoteRow[];
  stakes: StakeRow[];
  timeline: TimelineData;
  /** What shares are stated of, where there are several. */
  wholes: { slug: string; label: string }[];
  /** Absent until it has come. */
  ownership?: OwnershipData;
  coverage?: any;
  folds: Record<string, string>;
  /** All rows by key. */
  rows: Map<Key, Row>;
  rowCount: number;
  rowsLoaded: number;
  parts: number;
  partsLoaded: number;
  isWhole: boolean;
  addPart(part: any): void;
}

// ---- ownership -----------------------------------------------------------------------------------

interface HolderStyle {
  colour: string;
  pattern: string;
  fills: Record<string, Record<string, any>>;
}

/** A statement in force. */
interface Statement {
  key: Key;
  possibly: boolean;
  style: number | null;
  text: string;
  share: Span | null;
  short: string;
  stance: string;
  fill: string;
  more: string;
  /** The day from which it only holds on. */
  stated: number;
}

/** What one holder has, or what several contradict each other about, while nothing changes. */
interface Holder {
  at: Span;
  name: string;
  head: string;
  rival: boolean;
  aside: boolean;
  listed: string;
  alt: string;
  sure: boolean;
  rows: Statement[];
}

/** Text, or the key of a statement with its share. */
type SentencePart = string | [Key, string];

interface ChartSummary {
  sum: string;
  sentence: number | null;
  rest: { name: string; text: string } | null;
  stacked: boolean;
}

interface Whole {
  of: string;
  slug: string;
  heading: string;
  nothing: string;
  charts: { name: string; holders: Holder[] }[];
  states: { charts: ChartSummary[]; conflicts: number[]; alt: [string, string] }[];
  conflicts: (string | number)[][];
  sentences: SentencePart[][];
}

/** A part of a bar or of a stack: percent from `start` on; `key` "" is what nobody states. */
interface SharePiece {
  key: Key;
  name: string;
  words: string;
  stance: string;
  style: number;
  fill: string;
  row: number;
  start: number;
  length: number;
  stated?: number;
}

/** What a holder adds to a stack. */
interface ShareLayer {
  from: Holder;
  name: string;
  row: Statement;
  low: number;
  high: number;
  isUnsure: boolean;
}

/** A piece of a stack, from the state `first` until the one at `end`. */
interface StackPiece extends SharePiece {
  first: number;
  end: number;
}

interface ShareLine {
  key: Key;
  name: string;
  text: string;
  words: string;
  share: Span | null;
  stance: string;
}

/** What is drawn of a day. */
interface ShareChart {
  name: string;
  sentence: SentencePart[];
  sum: string;
  rows: { label: string; key: Key; bar: boolean }[];
  lines: ShareLine[];
  pieces: SharePiece[];
}

interface ShareState {
  charts: ShareChart[];
  keys: Key[];
  possibly: Key[];
  conflicts: string[];
  alt: string;
}

/** What stands in no stack, from the state `first` until the one at `end`. */
interface ShareRow {
  key: Key;
  label: string;
  share: Span | null;
  style: number;
  fill: string;
  first: number;
  end: number;
}

interface ShareHistory {
  name: string;
  stack: StackPiece[];
  rows: ShareRow[];
}

/** A piece in pixels. */
interface DrawnPiece {
  key: Key;
  style: number;
  fill: string;
  left: number;
  width: number;
  top: number;
  height: number;
}

/** What is drawn on: pieces, and what stands over them. */
interface ShareCanvas {
  width: number;
  pieces: DrawnPiece[];
  nodes: HTMLElement[];
}

interface OwnershipLayer {
  axis: Segment[];
  days: { day: number; words: string }[];
  wholes: Whole[];
}

interface OwnershipData {
  subject: string;
  layers: { article: OwnershipLayer; all?: OwnershipLayer };
  default: number | null;
  default_words: string;
  figure: Figure;
  styles: HolderStyle[];
}

// ---- what is asked, and what answers it ----------------------------------------------------------

/** Plain data that nobody changes in place; see url.js. */
interface View {
  /** Words searched for. */
  q: string;
  /** Places of the chosen values. */
  facets: Record<Facet, number[]>;
  /** First and last day, as day numbers; null = no limit. */
  from: number | null;
  to: number | null;
  /** Only what surely lies between them. */
  sure: boolean;
  /** Day that the ownership chart speaks for; null = of publication. */
  asof: number | null;
  /** Slug of the whole whose shares are shown; "" = the first. */
  of: string;
  /** Whether other sources' rows are shown. */
  background: boolean;
  selected: Key;
  /** Whether the leading events are shown one after another. */
  walk: boolean;
  /** The one section to show, "" for the whole page. */
  section: SectionName | "";
}

/** The rows of a table that are shown: see model.js. */
interface ShownRows<R extends BaseRow = BaseRow> {
  readonly size: number;
  /** A byte a row, 0 for those left out. */
  readonly mask: Uint8Array;
  /** In the page's order. */
  readonly rows: R[];
  has(key: Key): boolean;
  /** How certain it is, as POSSIBLY or SURELY of model.js. */
  get(key: Key): number;
}

/** A facet's values of every row, one after another. */
interface FacetColumn {
  facet: Facet;
  starts: Uint32Array;
  values: Uint32Array;
}

/** What is asked of all rows of a table at once: see columns.js. */
interface Columns {
  earliest: Int32Array;
  latest: Int32Array;
  lastStart: Int32Array;
  firstEnd: Int32Array;
  uncertain: Int32Array;
  isUndated: Uint8Array;
  isBackground: Uint8Array;
  facets: FacetColumn[];
}

interface PageColumns {
  events: Columns;
  quotes: Columns;
  stakes: Columns;
  /** What was searched last, by table. */
  searched: Record<string, { words: string[]; mask: Uint8Array; partsLoaded: number }>;
}

interface Answer {
  events: ShownRows<EventRow>;
  quotes: ShownRows<QuoteRow>;
  /** Those quotes that stand first: all, unless an event facet is on. */
  leading: ShownRows<QuoteRow>;
  /** The stakes of the layers shown. */
  stakes: ShownRows<StakeRow>;
  /** Those that the search words are in. */
  found: ShownRows<StakeRow>;
  /** Rows that each choice would show. */
  counts: Record<Facet, number[]>;
}

interface Ask {
  /** No entry of its own in the history. */
  replace?: boolean;
  /** No address yet. */
  silent?: boolean;
}

interface Select {
  /** Where it was asked for: that place does not scroll. */
  from?: string;
  /** The number of the passage. */
  passage?: number;
  walk?: boolean;
}

/** What a reader gives its store. */
interface Given {
  root: HTMLElement;
  host: Host;
  rest: Rest;
  keys: { readonly areOn: boolean; turn(isOn: boolean): void };
  measure: Measure;
  copy(words: string): Promise<boolean>;
  /** Whether the card is a sheet over the page. */
  isSheet(): boolean;
  /** To who listens. */
  say(words: string): void;
  /** Bring the links up to date that a part has made by itself. */
  paintLinks(): void;
}

/** What a store knows; nobody else has it. */
interface State {
  view: View;
  passage: number;
  plotly: Plotly | null;
  /** Of the charts, in pixels. */
  width: number;
  /** The address's query of the view, without the selection. */
  query: string;
  /** null until it is first asked for. */
  answer: Answer;
  /** What it answers. */
  answered: View | null;
  wasWhole: boolean;
}

interface StoreStart extends Given {
  page: Page;
  view: View;
  passage: number;
  plotly: Plotly | null;
}

/** What every part reads and asks; nothing is set from outside. */
type Store = Omit<OwnedStore, "answerNow" | "follow" | "fit" | "drawWith" | "close">;
type OwnedStore = ReturnType<typeof import("./state/store.js").makeStore>;
type Ui = ReturnType<typeof import("./layout.js").buildPage>;

/** What a reader leaves to the one of the next version. */
interface Left {
  query: string;
  passage: number;
  plotly: Plotly | null;
  place: { article: number; page: number };
  filtersOpen: boolean;
  tables: boolean;
}

/** A piece of the article that is made: see blocks.js. */
interface Piece {
  words: Text;
  outer: Node;
  /** Of a passage. */
  node: HTMLAnchorElement | null;
  marks: [Key, number][];
  start: number;
  end: number;
  state: string;
  isLink: boolean;
}

/** A block that is searched: its folded text, and whether each code unit of it stands for the one in its place. */
interface FoundBlock {
  data: BlockData;
  start: number;
  plain?: string;
  isSame?: boolean;
}

/** A block of the article; ``pieces`` once it is made. */
interface Block extends FoundBlock {
  end: number;
  pieces: Piece[] | null;
}

/** How wide words are; ``style``: date, note or "". */
type Measure = (text: string, style?: string) => number;

/** Each part draws the view into its node, or nodes, and stops what it started. */
interface Part {
  node: HTMLElement;
  render(answer: Answer): void;
  close(): void;
}

/** The parts of a page that are still to come: see rest.js. */
interface Rest {
  readonly isHindered: boolean;
  readonly said: string;
  readonly words: string;
  bring(): void;
  whole(wait: (words: string) => void): Promise<void>;
}

/** Where the reader is shown: see mountDateline. */
interface Host {
  parts: any[];
  more(number: number, signal: AbortSignal): Promise<any>;
  plotly(): Promise<Plotly>;
  kind: string;
  downloads?: { label: string; name?: string; href: string; rows?: boolean }[];
  whole?(page: Page): void;
}

// ---- the timeline --------------------------------------------------------------------------------

/** A segment of the axis: its time, and where it begins and ends, its padding included. */
interface AxisPart {
  start: number;
  end: number;
  left: number;
  right: number;
}
type Scale = ReturnType<typeof import("./chart/scale.js").makeScale>;
/** ``at``: where its line stands, null for a segment that is named whole; ``x``, ``half``: the middle of its label, and half its width. */
interface Tick {
  time: number;
  at: number | null;
  x: number;
  half: number;
  label: string;
}
type Unit = "day" | "month" | "year";

/** When the days of a row begin and end: see plot.js. */
interface Moments {
  /** Where its mark stands. */
  at: number | null;
  isOnward: boolean;
  /** The only one that is known, and on which side of it the bar fades away. */
  bound: number | null;
  tail: number;
  possible: Span | null;
  stated: Span | null;
  lasted: Span | null;
}
type AddPoint = (row: EventRow, x: number, colour: string, base?: number) => void;

/** The article, as far as a search knows it. */
interface Searched {
  readonly isSearched: boolean;
  readonly found: Span[];
  showRange(place: Span): void;
}

// ---- nodes and figures ---------------------------------------------------------------------------

type Child = Node | string | null | undefined;
/** true = present, false and null = absent. */
type Attributes = Record<string, string | number | boolean | null | undefined>;
interface Run {
  text: string;
  style: string;
}
/** A line of runs; ``isCut`` within a word. */
type Line = Run[] & { isCut?: boolean };

/** Plain data of Plotly's, as Python has described it. */
interface Figure {
  data: any[];
  layout: any;
}

interface Plotly {
  react(node: HTMLElement, data: any[], layout: any, config: any): unknown;
  purge(node: HTMLElement): void;
}

// ---- the article ---------------------------------------------------------------------------------

type Passage = Piece & { node: HTMLAnchorElement };

/** Blocks that are made and kept up to date together. */
interface Chunk {
  box: HTMLElement;
  /** That one is the article itself, and always near. */
  isFirst: boolean;
  blocks: Block[];
  /** How many of them are made. */
  made: number;
  /** About so many lines are its height. */
  lines: number;
  start: number;
  end: number;
}
