// The shapes that the desk's modules share; tsc reads them (make lint), no browser does. What the
// desk knows is described in dateline/desk/. Places in the article are those of JavaScript's strings.

type DeskTableName = "events" | "stakes" | "quotes";

interface DeskBlock {
  kind: string;
  start: number;
  end: number;
  marker: string;
  depth: number;
}

interface DeskArticle {
  version: string;
  text: string;
  language: string;
  direction: string;
  title: string;
  outlet: string;
  url: string;
  /** EDTF. */
  published: string;
  subject: string;
  blocks: DeskBlock[];
}

interface DeskColumn {
  name: string;
  label: string;
  parse: string;
  choices: string[];
  required: boolean;
  /** Whether it is shown at first. */
  usual: boolean;
  meaning: string;
  allowed: string;
}

interface DeskTable {
  name: DeskTableName;
  label: string;
  columns: DeskColumn[];
}

interface DeskMessage {
  column: string;
  words: string;
  /** What to write instead, where that is known: all that it could be. */
  fixes?: { label: string; value: string }[];
}

interface DeskPassage {
  /** Absent where the words are not found once. */
  start?: number;
  end?: number;
  words: string;
}

interface DeskRow {
  uid: string;
  table: DeskTableName;
  /** Raw text, blank cells left out. */
  cells: Record<string, string>;
  /** Whether its table has its last version. */
  written: boolean;
  problems: DeskMessage[];
  warnings: DeskMessage[];
  readings: Record<string, string>;
  passages: DeskPassage[];
  rule?: string;
  /** What the column in doubt could be instead, as the rule has it. */
  alternatives?: string[];
  /** Rows that contradict it, whichever of the two names the other. */
  rivals: { uid: string; words: string }[];
  /** Cells that someone else has changed as well. */
  theirs?: Record<string, string>;
}

interface DeskProposal {
  key: string;
  table: DeskTableName;
  cells: Record<string, string>;
  start: number;
  end: number;
  rule: string;
  alternatives: string[];
  readings: Record<string, string>;
  by: "rules" | "model";
}

interface DeskProblem {
  file: string;
  line: number;
  column: string;
  words: string;
  uid?: string;
}

interface DeskUnused {
  start: number;
  end: number;
  kind: "date" | "number" | "quote";
}

interface DeskMoved {
  uid: string;
  words: string;
  verdict: string;
  why: string;
  start?: number;
  end?: number;
  diff: { step: "kept" | "removed" | "added"; words: string }[];
}

interface DeskView {
  article: DeskArticle | null;
  tables: DeskTable[];
  rows: DeskRow[];
  proposals: DeskProposal[];
  /** What could not be proposed, and why. */
  remarks: string[];
  known: Record<string, string[]>;
  problems: DeskProblem[];
  coverage: { used: number; unused: DeskUnused[] };
  unreadable: { file: string; words: string }[];
  undo: string | null;
  redo: string | null;
  changed_passages: DeskMoved[];
  left_out: { uid: string; reason: string; passages: DeskPassage[] }[];
  /** Why the last action is not on disk, "" where it is. */
  unsaved: string;
}

interface DeskCommand {
  do: string;
  [argument: string]: unknown;
}

interface DeskAnswer {
  said?: string;
  uid?: string;
  error?: string;
  passages?: (DeskPassage & { extended: boolean })[];
  /** Of ``prompt`` and ``answer``. */
  prompt?: string;
  refused?: string[];
  /** Of ``read_article``. */
  text?: string;
  facts?: Record<string, string>;
  remarks?: string[];
  /** Of ``read_day``. */
  value?: string;
  words?: string;
  /** Of ``exports``. */
  formats?: import("./export.js").Format[];
  name?: string;
}

/** What a tab reads and asks: see state.js. */
interface Desk {
  /** What did not change keeps its object. */
  readonly view: DeskView;
  do(command: DeskCommand): Promise<DeskAnswer>;
  row(uid: string): DeskRow | undefined;
  /** To who listens. */
  say(words: string): void;
  show(tab: DeskTab): void;
  /** The row in the tab Write, with the focus in that field. */
  open(uid: string, column: string): void;
}

type DeskTab = "write" | "tables" | "problems" | "preview" | "export";

/** A tab, as main.js uses it. */
interface DeskPart {
  node: HTMLElement;
  /** The view has changed while the tab is shown, or it is about to be shown. */
  render(): void;
  shown?(): void;
  hidden?(): void;
  open?(uid: string, column: string): void;
  close(): void;
}

type DeskSpan = [number, number];

/** What is in hand in the tab Write: a row, or a proposal that may become one. */
type DeskHand = { row: DeskRow; proposal?: undefined } | { proposal: DeskProposal; row?: undefined };
