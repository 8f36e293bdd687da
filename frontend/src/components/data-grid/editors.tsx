import { Popover } from "radix-ui";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/menu";
import { cn } from "@/lib/cn";
import { editable, InputError, parseInput } from "@/lib/pg-types";
import type { EditorProps } from "./types";

/** The editor that fits a column. */
export function CellEditor(props: EditorProps) {
  const { column, value } = props;
  if (column.kind === "boolean") return <ChoiceEditor {...props} choices={["true", "false"]} />;
  if (column.choices) return <ChoiceEditor {...props} choices={column.choices} />;
  const long = typeof value === "string" && (value.length > 60 || value.includes("\n"));
  if (column.kind === "json" || column.kind === "array" || long) return <BoxEditor {...props} />;
  return <LineEditor {...props} />;
}

/** Text and its error; commits what parses. */
function useDraft({ column, value, typed, onCommit, onCancel }: EditorProps) {
  const [text, setText] = useState(typed ?? editable(value));
  const [error, setError] = useState<string>();
  const commit = (move: "down" | "right" | "none") => {
    if (text === editable(value) && !(value === null && text === "" && move === "down")) return onCancel();
    try {
      onCommit(parseInput(text, column.kind), move);
    } catch (cause) {
      if (!(cause instanceof InputError)) throw cause;
      setError(cause.message);
    }
  };
  const change = (next: string) => {
    setError(undefined);
    setText(next);
  };
  return { text, change, error, commit };
}

function LineEditor(props: EditorProps) {
  const { column, onCommit, onCancel } = props;
  const { text, change, error, commit } = useDraft(props);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") onCancel();
    if (event.key === "Enter") commit("down");
    if (event.key === "Tab") {
      event.preventDefault();
      commit("right");
    }
    if (event.key === "Backspace" && (event.ctrlKey || event.metaKey) && column.nullable)
      onCommit(null, "none");
  };
  return (
    <div className="absolute -inset-px z-20 flex items-center bg-raised shadow-float ring-2 ring-accent">
      <input
        autoFocus
        aria-label={`Edit ${column.label}`}
        aria-invalid={error !== undefined}
        value={text}
        placeholder={placeholder(column.kind)}
        onFocus={(event) => props.typed === undefined && event.currentTarget.select()}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => commit("none")}
        className={cn(
          "h-full min-w-0 flex-1 bg-transparent px-2.5 font-mono text-xs outline-none",
          column.kind === "number" && "text-right",
        )}
      />
      {column.nullable && <NullButton onPress={() => onCommit(null, "none")} />}
      {error && <EditorError>{error}</EditorError>}
    </div>
  );
}

function placeholder(kind: string): string {
  return (
    { date: "2026-12-31", timestamp: "2026-12-31 18:30+00", time: "18:30", uuid: "00000000-0000-…" }[kind] ??
    ""
  );
}

function NullButton({ onPress }: { onPress: () => void }) {
  return (
    <button
      type="button"
      // The press must win over the input's blur, which would commit first.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
      title="Set NULL (Ctrl+Backspace)"
      className="mr-1 rounded px-1.5 py-0.5 text-2xs font-medium text-muted hover:bg-sunken hover:text-ink"
    >
      NULL
    </button>
  );
}

function EditorError({ children }: { children: ReactNode }) {
  return (
    <div
      role="alert"
      className="absolute top-full left-0 z-30 mt-1.5 max-w-72 rounded-md bg-danger px-2 py-1 text-xs whitespace-normal text-white shadow-float dark:text-canvas"
    >
      {children}
    </div>
  );
}

/** A larger box, for text of several lines, JSON and arrays. */
function BoxEditor(props: EditorProps) {
  const { column, onCommit, onCancel } = props;
  const { text, change, error, commit } = useDraft(props);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") onCancel();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) commit("down");
  };
  return (
    <FloatingEditor onCancel={() => commit("none")} label={`Edit ${column.label}`}>
      <textarea
        autoFocus
        aria-label={`Edit ${column.label}`}
        value={text}
        spellCheck={false}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
        className="block h-44 w-full resize-y bg-transparent p-2.5 font-mono text-xs outline-none"
      />
      {error && (
        <p role="alert" className="border-t bg-danger-soft px-2.5 py-1.5 text-xs text-danger">
          {error}
        </p>
      )}
      <div className="flex items-center gap-2 border-t px-2 py-1.5">
        {column.nullable && (
          <Button size="sm" variant="ghost" onClick={() => onCommit(null, "none")}>
            Set NULL
          </Button>
        )}
        <span className="flex-1 text-right">
          <Kbd>Ctrl Enter</Kbd>
        </span>
        <Button size="sm" variant="primary" onClick={() => commit("none")}>
          Save
        </Button>
      </div>
    </FloatingEditor>
  );
}

/** A panel at the cell that the editor belongs to. */
export function FloatingEditor({
  label,
  onCancel,
  className,
  children,
}: {
  label: string;
  onCancel: () => void;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Popover.Root open onOpenChange={(open) => !open && onCancel()}>
      <Popover.Anchor className="absolute inset-0 ring-2 ring-accent" />
      <Popover.Portal>
        <Popover.Content
          aria-label={label}
          align="start"
          sideOffset={2}
          collisionPadding={12}
          onKeyDown={(event) => event.stopPropagation()}
          className={cn(
            "z-50 w-96 max-w-[calc(100vw-2rem)] animate-in overflow-hidden rounded-lg border bg-raised shadow-float",
            className,
          )}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function ChoiceEditor({ column, value, choices, onCommit, onCancel }: EditorProps & { choices: string[] }) {
  const options: { label: string; value: unknown }[] = choices.map((label) => ({
    label,
    value: column.kind === "boolean" ? label === "true" : label,
  }));
  if (column.nullable) options.push({ label: "NULL", value: null });
  const current = Math.max(
    0,
    options.findIndex((option) => option.value === value),
  );
  const [marked, setMarked] = useState(current);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    if (step) setMarked((marked + step + options.length) % options.length);
    if (event.key === "Enter" || event.key === " ") onCommit(options[marked]?.value, "none");
    if (step || event.key === "Enter" || event.key === " ") event.preventDefault();
  };
  return (
    <FloatingEditor label={`Edit ${column.label}`} onCancel={onCancel} className="w-44">
      <ul
        role="listbox"
        aria-label={column.label}
        tabIndex={0}
        autoFocus
        onKeyDown={onKeyDown}
        className="max-h-64 overflow-y-auto p-1 outline-none"
      >
        {options.map((option, index) => (
          <li
            key={option.label}
            role="option"
            aria-selected={index === marked}
            onPointerMove={() => setMarked(index)}
            onClick={() => onCommit(option.value, "none")}
            className={cn(
              "cursor-pointer rounded-md px-2 py-1.5 font-mono text-xs aria-selected:bg-accent-soft",
              option.value === null && "text-faint italic",
              option.value === value && "font-semibold",
            )}
          >
            {option.label}
          </li>
        ))}
      </ul>
    </FloatingEditor>
  );
}
