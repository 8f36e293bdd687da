import { PostgreSQL, sql } from "@codemirror/lang-sql";
import type { EditorView } from "@codemirror/view";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BookmarkPlus, History, Play, Plus, Square, WandSparkles, X } from "lucide-react";
import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import { toast } from "sonner";
import { executeSql, type SqlResult } from "@/api/sql";
import { tablesQuery } from "@/api/tables";
import { CodeEditor } from "@/components/code-editor/code-editor";
import { Button, IconButton } from "@/components/ui/button";
import { Kbd } from "@/components/ui/menu";
import { cn } from "@/lib/cn";
import { markError, errorMarks } from "./error-mark";
import { ParameterBar } from "./parameter-bar";
import { parameterCount, parameterValue } from "./parameters";
import { ResultPane, type Outcome } from "./result-pane";
import { SaveSnippetDialog } from "./save-snippet-dialog";
import { SidePanel } from "./side-panel";
import { useTabs } from "./use-tabs";

interface Run {
  tab: number;
  text: string;
  /** Where `text` begins in the document. */
  offset: number;
  params: string[];
}

export function SqlPage() {
  const { tabs, active, patch, open, close, choose } = useTabs();
  const tables = useQuery(tablesQuery());
  const [outcomes, setOutcomes] = useState<Record<number, Outcome>>({});
  const [side, setSide] = useState(() => matchMedia("(min-width: 1280px)").matches);
  const [saving, setSaving] = useState(false);
  const view = useRef<EditorView>(undefined);
  const aborter = useRef<AbortController>(undefined);
  const client = useQueryClient();

  const run = useMutation({
    mutationFn: async ({ text, params }: Run): Promise<SqlResult> => {
      aborter.current = new AbortController();
      return executeSql(
        text,
        params.slice(0, parameterCount(text)).map(parameterValue),
        aborter.current.signal,
      );
    },
    onMutate: () => view.current && markError(view.current, undefined),
    onSuccess: (result, { tab }) => {
      setOutcomes((before) => ({ ...before, [tab]: { result } }));
      if (result.is_read_only) return;
      void client.invalidateQueries({ queryKey: ["tables"] });
      void client.invalidateQueries({ queryKey: ["rows"] });
    },
    onError: (error, { tab, offset }) => {
      setOutcomes((before) => ({ ...before, [tab]: { error } }));
      if (view.current) markError(view.current, error, offset);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["sql", "history"] }),
  });

  const start = () => {
    const { state } = view.current ?? {};
    const selection = state?.selection.main;
    const chosen =
      state && selection && !selection.empty ? state.sliceDoc(selection.from, selection.to) : undefined;
    const text = chosen ?? active.text;
    if (text.trim() === "" || run.isPending) return;
    run.mutate({ tab: active.id, text, offset: chosen ? (selection?.from ?? 0) : 0, params: active.params });
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

  return (
    <div className="flex h-full">
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex h-10 shrink-0 items-center gap-1 border-b bg-surface px-2">
          <div role="tablist" aria-label="Queries" className="flex min-w-0 gap-1 overflow-x-auto">
            {tabs.map((tab) => (
              <div
                key={tab.id}
                className={cn(
                  "group flex h-7 items-center rounded-md text-xs font-medium",
                  tab.id === active.id ? "bg-sunken text-ink" : "text-muted hover:bg-sunken",
                )}
              >
                <button
                  type="button"
                  role="tab"
                  aria-selected={tab.id === active.id}
                  className="h-full rounded-md px-2.5 whitespace-nowrap"
                  onClick={() => choose(tab.id)}
                >
                  {tab.title}
                </button>
                {tabs.length > 1 && (
                  <button
                    type="button"
                    aria-label={`Close ${tab.title}`}
                    className="mr-1 rounded p-0.5 text-faint hover:bg-line hover:text-ink"
                    onClick={() => close(tab.id)}
                  >
                    <X className="size-3" />
                  </button>
                )}
              </div>
            ))}
          </div>
          <IconButton size="sm" label="New tab" icon={<Plus />} onClick={() => open()} />
          <div className="flex-1" />
          <IconButton
            size="sm"
            label="Format"
            icon={<WandSparkles />}
            disabled={active.text.trim() === ""}
            onClick={() => void format()}
          />
          <IconButton
            size="sm"
            label="Save as a snippet"
            icon={<BookmarkPlus />}
            disabled={active.text.trim() === ""}
            onClick={() => setSaving(true)}
          />
          <IconButton
            size="sm"
            label="Snippets and history"
            aria-pressed={side}
            icon={<History />}
            onClick={() => setSide(!side)}
          />
          {run.isPending ? (
            <Button size="sm" variant="danger" icon={<Square />} onClick={() => aborter.current?.abort()}>
              Stop waiting
            </Button>
          ) : (
            <Button
              size="sm"
              variant="primary"
              icon={<Play />}
              disabled={active.text.trim() === ""}
              onClick={start}
            >
              Run
              <span className="text-on-accent/75 max-sm:hidden">Ctrl ↵</span>
            </Button>
          )}
        </div>
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
          <ResultPane
            outcome={outcomes[active.id]}
            running={run.isPending && run.variables.tab === active.id}
            hint={<RunHint />}
          />
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
