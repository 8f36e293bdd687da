import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import { BookOpen, LogOut, Moon, Plus, Table2, type LucideIcon } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { tablesQuery } from "@/api/tables";
import { signOut } from "@/lib/session";
import { setTheme } from "@/lib/theme";
import { SECTIONS, SETTINGS } from "./navigation";

const PAGES = [...SECTIONS.flatMap((section) => section.entries), SETTINGS];

/** Everything by keyboard: pages, tables, actions. */
export function CommandPalette({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 animate-in bg-black/35 dark:bg-black/60" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-xl border bg-raised shadow-float outline-none"
        >
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <Choices onClose={onClose} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Choices({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const tables = useQuery(tablesQuery());
  const go = (action: () => unknown) => () => {
    onClose();
    void action();
  };
  return (
    <Command loop label="Search and commands">
      <Command.Input
        autoFocus
        placeholder="Search pages, tables and actions…"
        className="h-12 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-faint"
      />
      <Command.List className="max-h-[min(24rem,60vh)] overflow-y-auto p-1.5">
        <Command.Empty className="px-4 py-8 text-center text-sm text-muted">
          Nothing is called like that.
        </Command.Empty>
        <Group heading="Pages">
          {PAGES.map((page) => (
            <Choice
              key={page.to}
              icon={page.icon}
              value={`${page.label} ${page.words ?? ""}`}
              onSelect={go(() => navigate({ to: page.to }))}
            >
              {page.label}
            </Choice>
          ))}
          <Choice
            icon={BookOpen}
            value="API reference docs openapi"
            onSelect={go(() => open("/docs/", "_blank", "noreferrer"))}
          >
            API reference
          </Choice>
        </Group>
        {tables.data && tables.data.length > 0 && (
          <Group heading="Tables">
            {tables.data.map(({ name }) => (
              <Choice
                key={name}
                icon={Table2}
                value={`table ${name}`}
                onSelect={go(() => navigate({ to: "/tables/$table", params: { table: name } }))}
              >
                <span className="font-mono text-xs">{name}</span>
              </Choice>
            ))}
          </Group>
        )}
        <Group heading="Actions">
          <Choice
            icon={Plus}
            value="new create table"
            onSelect={go(() => navigate({ to: "/tables", search: { create: true } }))}
          >
            Create a table
          </Choice>
          <Choice
            icon={Moon}
            value="toggle dark light theme"
            onSelect={go(() =>
              setTheme(document.documentElement.classList.contains("dark") ? "light" : "dark"),
            )}
          >
            Switch between dark and light
          </Choice>
          <Choice icon={LogOut} value="sign out log out leave" onSelect={go(signOut)}>
            Sign out
          </Choice>
        </Group>
      </Command.List>
    </Command>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="pb-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint"
    >
      {children}
    </Command.Group>
  );
}

function Choice({
  icon: Icon,
  value,
  onSelect,
  children,
}: {
  icon: LucideIcon;
  value: string;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-accent-soft"
    >
      <Icon className="size-4 text-muted" aria-hidden />
      {children}
    </Command.Item>
  );
}
