import { Link } from "@tanstack/react-router";
import { BookOpen, X } from "lucide-react";
import { Logo } from "@/components/logo";
import { IconButton } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import { cn } from "@/lib/cn";
import { SECTIONS, SETTINGS, type Destination } from "./navigation";

interface SidebarProps {
  collapsed: boolean;
  /** Whether the drawer of narrow screens is open. */
  open: boolean;
  onClose: () => void;
}

const ITEM =
  "flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium text-muted transition-colors hover:bg-sunken hover:text-ink data-[status=active]:bg-accent-soft data-[status=active]:text-accent-ink";

export function Sidebar({ collapsed, open, onClose }: SidebarProps) {
  return (
    <>
      {open && <div className="fixed inset-0 z-30 bg-black/40 md:hidden" aria-hidden onClick={onClose} />}
      <aside
        className={cn(
          "flex w-60 shrink-0 flex-col border-r bg-surface transition-[width] duration-150 max-md:fixed max-md:inset-y-0 max-md:left-0 max-md:z-40 max-md:shadow-float",
          !open && "max-md:hidden",
          collapsed ? "md:w-[3.25rem]" : "md:w-56",
        )}
      >
        <div className="flex h-12 shrink-0 items-center gap-2.5 border-b px-3">
          <Link to="/" aria-label="SelfDB, dashboard" className="flex items-center gap-2.5 rounded-md">
            <Logo className="size-6.5" />
            <span className={cn("text-base font-semibold tracking-tight", collapsed && "md:hidden")}>
              SelfDB
            </span>
          </Link>
          <div className="flex-1 md:hidden" />
          <IconButton className="md:hidden" label="Close navigation" icon={<X />} onClick={onClose} />
        </div>
        <nav aria-label="Console" className="flex flex-1 flex-col gap-4 overflow-y-auto p-2 pt-3">
          {SECTIONS.map((section, index) => (
            <div key={index}>
              {section.label && (
                <div className={cn("px-2 pb-1 text-2xs font-medium text-faint", collapsed && "md:sr-only")}>
                  {section.label}
                </div>
              )}
              <ul className="space-y-0.5">
                {section.entries.map((entry) => (
                  <li key={entry.to}>
                    <Entry entry={entry} collapsed={collapsed} />
                  </li>
                ))}
              </ul>
            </div>
          ))}
          <ul className="mt-auto space-y-0.5">
            <li>
              <a
                href="/docs/"
                target="_blank"
                rel="noreferrer"
                className={ITEM}
                {...(collapsed && { title: "API reference" })}
              >
                <BookOpen className="size-4 shrink-0" aria-hidden />
                <span className={cn(collapsed && "md:sr-only")}>API reference</span>
              </a>
            </li>
            <li>
              <Entry entry={SETTINGS} collapsed={collapsed} />
            </li>
          </ul>
        </nav>
      </aside>
    </>
  );
}

function Entry({ entry, collapsed }: { entry: Destination; collapsed: boolean }) {
  const Icon = entry.icon;
  const link = (
    <Link to={entry.to} activeOptions={{ exact: entry.to === "/", includeSearch: false }} className={ITEM}>
      <Icon className="size-4 shrink-0" aria-hidden />
      <span className={cn(collapsed && "md:sr-only")}>{entry.label}</span>
    </Link>
  );
  return collapsed ? (
    <Tooltip label={entry.label} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}
