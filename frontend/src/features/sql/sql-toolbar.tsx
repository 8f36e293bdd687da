import { BookmarkPlus, ChevronDown, History, Play, Plus, Square, WandSparkles, X } from "lucide-react";
import type { Explain, SqlMode } from "@/api/sql";
import { Button, IconButton } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { cn } from "@/lib/cn";
import type { useTabs } from "./use-tabs";

interface SqlToolbarProps extends ReturnType<typeof useTabs> {
  mode: SqlMode;
  onMode: (mode: SqlMode) => void;
  running: boolean;
  cancelling: boolean;
  onRun: (explain?: Explain) => void;
  onCancel: () => void;
  onFormat: () => void;
  onSave: () => void;
  side: boolean;
  onSide: () => void;
}

const MODES: { value: SqlMode; label: string; hint: string }[] = [
  { value: "read-write", label: "Read and write", hint: "What it changes stays" },
  { value: "read-only", label: "Read only", hint: "Writing statements are refused" },
  { value: "rollback", label: "Try and roll back", hint: "It runs, and nothing of it stays" },
];

export function SqlToolbar(props: SqlToolbarProps) {
  const { active, mode, running } = props;
  const empty = active.text.trim() === "";
  return (
    <div className="flex h-10 shrink-0 items-center gap-1 border-b bg-surface px-2">
      <QueryTabs {...props} />
      <div className="flex-1" />
      <IconButton
        size="sm"
        label="Format"
        icon={<WandSparkles />}
        disabled={empty}
        onClick={props.onFormat}
      />
      <IconButton
        size="sm"
        label="Save as a snippet"
        icon={<BookmarkPlus />}
        disabled={empty}
        onClick={props.onSave}
      />
      <IconButton
        size="sm"
        label="Snippets and history"
        aria-pressed={props.side}
        icon={<History />}
        onClick={props.onSide}
      />
      {mode !== "read-write" && (
        <span className="rounded-full bg-warning-soft px-2 py-px text-2xs font-medium whitespace-nowrap text-warning max-sm:hidden">
          {MODES.find((each) => each.value === mode)?.label}
        </span>
      )}
      {running ? (
        <Button size="sm" variant="danger" icon={<Square />} busy={props.cancelling} onClick={props.onCancel}>
          Cancel
        </Button>
      ) : (
        <span className="flex">
          <Button
            size="sm"
            variant="primary"
            className="rounded-r-none"
            icon={<Play />}
            disabled={empty}
            onClick={() => props.onRun()}
          >
            Run
            <span className="text-on-accent/80 max-sm:hidden">Ctrl ↵</span>
          </Button>
          <RunMenu {...props} />
        </span>
      )}
    </div>
  );
}

function RunMenu({ active, mode, onMode, onRun }: SqlToolbarProps) {
  const empty = active.text.trim() === "";
  return (
    <Menu
      trigger={
        <IconButton
          size="sm"
          variant="primary"
          className="w-6 rounded-l-none border-l border-white/25"
          label="How to run"
          icon={<ChevronDown />}
        />
      }
    >
      <MenuItem disabled={empty} onSelect={() => onRun("plan")}>
        Explain the plan
      </MenuItem>
      <MenuItem disabled={empty} onSelect={() => onRun("analyze")}>
        Explain and analyze, then roll back
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>Run as</MenuLabel>
      {MODES.map(({ value, label, hint }) => (
        <MenuItem key={value} onSelect={() => onMode(value)}>
          <span className="flex items-center justify-between gap-6">
            <span>
              {label}
              <span className="block text-xs text-muted">{hint}</span>
            </span>
            {mode === value && <span className="size-1.5 rounded-full bg-accent" aria-label="chosen" />}
          </span>
        </MenuItem>
      ))}
    </Menu>
  );
}

function QueryTabs({ tabs, active, choose, close, open }: SqlToolbarProps) {
  return (
    <>
      <div role="group" aria-label="Queries" className="flex min-w-0 gap-1 overflow-x-auto">
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
              aria-pressed={tab.id === active.id}
              className="h-full max-w-44 truncate rounded-md px-2.5 whitespace-nowrap"
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
    </>
  );
}
