import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** Follows the console's colours, and so its dark theme, through CSS variables. */
export const consoleTheme = [
  EditorView.theme({
    "&": { height: "100%", fontSize: "13px", backgroundColor: "var(--surface)", color: "var(--ink)" },
    ".cm-scroller": {
      fontFamily: "var(--font-mono, 'JetBrains Mono Variable', monospace)",
      lineHeight: "1.6",
    },
    ".cm-content": { padding: "12px 0", caretColor: "var(--accent-ink)" },
    ".cm-gutters": {
      backgroundColor: "var(--surface)",
      color: "var(--ink-faint)",
      border: "none",
      paddingLeft: "8px",
    },
    ".cm-activeLine": { backgroundColor: "color-mix(in oklab, var(--accent) 5%, transparent)" },
    ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
    ".cm-cursor": { borderLeftColor: "var(--accent-ink)" },
    "&.cm-focused": { outline: "none" },
    "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": {
      backgroundColor: "color-mix(in oklab, var(--accent) 24%, transparent) !important",
    },
    ".cm-tooltip": {
      backgroundColor: "var(--raised)",
      border: "1px solid var(--line)",
      borderRadius: "8px",
      boxShadow: "var(--shadow)",
      overflow: "hidden",
    },
    ".cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "16em", padding: "4px" },
    ".cm-tooltip-autocomplete > ul > li": { padding: "3px 8px", borderRadius: "5px" },
    ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
      backgroundColor: "var(--accent-soft)",
      color: "var(--ink)",
    },
    ".cm-completionDetail": { color: "var(--ink-faint)", fontStyle: "normal" },
    ".cm-panels": { backgroundColor: "var(--sunken)", color: "var(--ink)" },
    ".cm-lintRange-error": {
      backgroundImage: "none",
      textDecoration: "underline wavy var(--danger)",
      textUnderlineOffset: "3px",
    },
    ".cm-placeholder": { color: "var(--ink-faint)" },
    ".cm-matchingBracket": { backgroundColor: "var(--accent-soft) !important", outline: "none" },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: [tags.keyword, tags.operatorKeyword], color: "var(--accent-ink)", fontWeight: "600" },
      { tag: [tags.string, tags.special(tags.string)], color: "var(--success)" },
      { tag: [tags.number, tags.bool, tags.null], color: "var(--warning)" },
      { tag: [tags.comment], color: "var(--ink-faint)", fontStyle: "italic" },
      { tag: [tags.typeName, tags.propertyName], color: "var(--ink)" },
    ]),
  ),
];
