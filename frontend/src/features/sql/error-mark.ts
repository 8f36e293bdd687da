import { setDiagnostics, lintGutter } from "@codemirror/lint";
import type { EditorView } from "@codemirror/view";
import { ProblemError } from "@/lib/api/problem";

export const errorMarks = lintGutter();

/** Postgres counts characters, the editor UTF-16 units. */
function units(text: string, characters: number): number {
  return Array.from(text).slice(0, characters).join("").length;
}

/** Underlines the word that Postgres points at; nothing is marked without an error or a position. */
export function markError(view: EditorView, error: unknown, offset = 0) {
  const position = error instanceof ProblemError ? Number(error.members.position) : Number.NaN;
  const { doc } = view.state;
  const from = offset + position - 1;
  if (!(error instanceof Error) || !Number.isFinite(position) || from < 0 || from > doc.length) {
    view.dispatch(setDiagnostics(view.state, []));
    return;
  }
  const start = offset + units(doc.sliceString(offset), position - 1);
  const word = /^\w+/.exec(doc.sliceString(start, start + 64))?.[0] ?? "";
  const to = Math.min(start + Math.max(word.length, 1), doc.length);
  view.dispatch(
    setDiagnostics(view.state, [
      { from: Math.min(start, doc.length), to, severity: "error", message: error.message },
    ]),
  );
}
