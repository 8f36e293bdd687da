import { PostgreSQL, sql } from "@codemirror/lang-sql";
import type { EditorView } from "@codemirror/view";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import { toast } from "sonner";
import type { Explain, SqlMode } from "@/api/sql";
import { tablesQuery } from "@/api/tables";
import { CodeEditor } from "@/components/code-editor/code-editor";
import { Kbd } from "@/components/ui/menu";
import { errorMarks, markError } from "./error-mark";
import { ParameterBar } from "./parameter-bar";
import { parameterCount } from "./parameters";
import { ResultPane } from "./result-pane";
import { SaveSnippetDialog } from "./save-snippet-dialog";
import { SidePanel } from "./side-panel";
import { SqlToolbar } from "./sql-toolbar";
import { useRun } from "./use-run";
import { useTabs } from "./use-tabs";

export function SqlPage() {
  const tabs = useTabs();
  const { active, patch, open } = tabs;
  const tables = useQuery(tablesQuery());
  const [mode, setMode] = useState<SqlMode>("read-write");
  const [side, setSide] = useState(() => matchMedia("(min-width: 1280px)").matches);
  const [saving, setSaving] = useState(false);
  const view = useRef<EditorView>(undefined);
  const { run, cancel, outcomes } = useRun(
    (error, offset) => view.current && markError(view.current, error, offset),
  );

  const start = (explain?: Explain) => {
    const { state } = view.current ?? {};
    const selection = state?.selection.main;
    const chosen =
      state && selection && !selection.empty ? state.sliceDoc(selection.from, selection.to) : undefined;
    const text = chosen ?? active.text;
    if (text.trim() === "" || run.isPending) return;
    const offset = chosen ? (selection?.from ?? 0) : 0;
    // Analyzing runs the statement; what it writes is rolled back.
    const kept = explain === "analyze" ? "rollback" : mode;
    run.mutate({
      tab: active.id,
      text,
      offset,
      params: active.params,
      mode: kept,
      ...(explain && { explain }),
    });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    start();
  };
  const extensions = useMemo(() => {
    const schema = Object.fromEntries(
      (tables.data ?? []).map((table) => [
        table.name,
        table.schema.columns.map((column) => ({ label: column.name, detail: column.type })),
      ]),
    );
    return [sql({ dialect: PostgreSQL, schema, upperCaseKeywords: false }), errorMarks];
  }, [tables.data]);
  const format = async () => {
    const { format: pretty } = await import("sql-formatter");
    try {
      patch({ text: pretty(active.text, { language: "postgresql", keywordCase: "preserve" }) });
    } catch {
      toast.error("This SQL could not be formatted", { description: "It is perhaps not complete yet." });
    }
  };
  const params = parameterCount(active.text);
  const running = run.isPending && run.variables.tab === active.id;

  return (
    <div className="relative flex h-full">
      <div className="flex min-w-0 flex-1 flex-col">
        <SqlToolbar
          {...tabs}
          mode={mode}
          onMode={setMode}
          running={run.isPending}
          cancelling={cancel.isPending}
          onRun={start}
          onCancel={() => cancel.mutate()}
          onFormat={() => void format()}
          onSave={() => setSaving(true)}
          side={side}
          onSide={() => setSide(!side)}
        />
        <div className="min-h-40 flex-[2] border-b" onKeyDownCapture={onKey}>
          <CodeEditor
            label="SQL"
            value={active.text}
            onChange={(text) => patch({ text })}
            extensions={extensions}
            hint="select * from …"
            onView={(of) => (view.current = of)}
          />
        </div>
        {params > 0 && (
          <ParameterBar
            count={params}
            values={active.params}
            onChange={(values) => patch({ params: values })}
          />
        )}
        <div className="min-h-0 flex-[3]">
          <ResultPane key={active.id} outcome={outcomes[active.id]} running={running} hint={<RunHint />} />
        </div>
      </div>
      {side && (
        <SidePanel
          onClose={() => setSide(false)}
          onOpen={(title, text) =>
            active.text.trim() === "" ? patch({ title, text }) : open({ title, text })
          }
        />
      )}
      <SaveSnippetDialog
        sql={active.text}
        open={saving}
        onClose={() => setSaving(false)}
        onSaved={(title) => patch({ title })}
      />
    </div>
  );
}

function RunHint() {
  return (
    <>
      <Kbd>Ctrl ↵</Kbd> runs the selection, or everything. Several statements run in one transaction.
    </>
  );
}
