// The widths at which the page is laid out otherwise, as media queries; the style sheets have the same.

/** A phone: one section at a time, no plot beside the rows. */
export const NARROW = "(max-width: 640px)";
/** One column: the card is a sheet over the page. */
export const ONE_COLUMN = "(max-width: 999px)";
/** Whether the page is on paper, where charts stay as they are drawn and shrink as a whole. */
export const isOnPaper = () => matchMedia("print").matches;
/** Who asks for less motion: nothing glides. */
export const LESS_MOTION = "(prefers-reduced-motion: reduce)";
