import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { useEffect, useEffectEvent, useRef } from "react";
import { consoleTheme } from "./theme";

interface CodeEditorProps {
  label: string;
  /** The document; a different one replaces what is shown. */
  value: string;
  onChange: (value: string) => void;
  /** Language, linting and so on. */
  extensions?: Extension;
  hint?: string;
  onView?: (view: EditorView | undefined) => void;
}

const BASE: Extension = [
  lineNumbers(),
  history(),
  drawSelection(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  autocompletion({ icons: false }),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSelectionMatches(),
  EditorView.lineWrapping,
  consoleTheme,
];

const KEYS = keymap.of([
  ...completionKeymap,
  ...defaultKeymap,
  ...historyKeymap,
  ...searchKeymap,
  indentWithTab,
]);

export function CodeEditor({ label, value, onChange, extensions = [], hint, onView }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const flexible = useRef(new Compartment());
  const changed = useEffectEvent(onChange);
  const opened = useEffectEvent((of: EditorView | undefined) => onView?.(of));
  const first = useEffectEvent(() => ({ value, extensions, hint }));

  useEffect(() => {
    if (!host.current) return;
    const initial = first();
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: initial.value,
        extensions: [
          flexible.current.of(initial.extensions),
          BASE,
          KEYS,
          placeholder(initial.hint ?? ""),
          EditorView.contentAttributes.of({ "aria-label": label }),
          EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
        ],
      }),
    });
    view.current = editor;
    opened(editor);
    return () => {
      opened(undefined);
      editor.destroy();
    };
  }, [label]);

  useEffect(() => {
    view.current?.dispatch({ effects: flexible.current.reconfigure(extensions) });
  }, [extensions]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  return <div ref={host} className="h-full min-h-0 overflow-hidden" />;
}
