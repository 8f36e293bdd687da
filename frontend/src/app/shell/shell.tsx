import { Outlet, useRouterState } from "@tanstack/react-router";
import { Menu as MenuIcon, PanelLeft, Search } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { Kbd } from "@/components/ui/menu";
import { useInterrupted } from "@/lib/realtime/hooks";
import { AccountMenu } from "./account-menu";
import { CommandPalette } from "./command-palette";
import { Sidebar } from "./sidebar";
import { Trail } from "./trail";

/** How long the live connection may be away before it is mentioned. */
const PATIENCE_MS = 4000;
const WIDE = "(min-width: 1100px)";

export function Shell() {
  const [palette, setPalette] = useState(false);
  const [collapsed, setCollapsed] = useState(() => !matchMedia(WIDE).matches);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // The page on which the drawer was opened; going to another closes it.
  const [drawer, setDrawer] = useState<string>();
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setPalette((open) => !open);
      }
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
  return (
    <div className="flex h-full">
      <a
        href="#page"
        className="fixed top-2 left-2 z-60 -translate-y-16 rounded-md bg-accent px-3 py-1.5 text-on-accent focus:translate-y-0"
      >
        Skip to the page
      </a>
      <Sidebar collapsed={collapsed} open={drawer === path} onClose={() => setDrawer(undefined)} />
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="flex h-12 shrink-0 items-center gap-2 border-b bg-surface px-3">
          <IconButton
            className="md:hidden"
            label="Open navigation"
            icon={<MenuIcon />}
            onClick={() => setDrawer(path)}
          />
          <IconButton
            className="max-md:hidden"
            label={collapsed ? "Widen navigation" : "Narrow navigation"}
            icon={<PanelLeft />}
            onClick={() => setCollapsed(!collapsed)}
          />
          <Trail />
          <div className="flex-1" />
          <button
            type="button"
            onClick={() => setPalette(true)}
            aria-label="Search or jump to… Ctrl K"
            className="flex h-8 items-center gap-2 rounded-md border bg-canvas px-2.5 text-xs text-muted transition-colors hover:border-line-strong hover:text-ink sm:w-56"
          >
            <Search className="size-3.5" aria-hidden />
            <span className="flex-1 text-left max-sm:hidden">Search or jump to…</span>
            <span className="max-sm:hidden">
              <Kbd>Ctrl K</Kbd>
            </span>
          </button>
          <AccountMenu />
        </header>
        <ConnectionBar />
        <main id="page" tabIndex={-1} className="min-h-0 flex-1 outline-none">
          <Outlet />
        </main>
      </div>
      <CommandPalette open={palette} onClose={() => setPalette(false)} />
    </div>
  );
}

/** Says that what is shown may be old; only after the connection has been away for a moment. */
function ConnectionBar() {
  const late = useInterrupted(PATIENCE_MS);
  if (!late) return null;
  return (
    <div role="status" className="bg-warning-soft px-4 py-1.5 text-center text-xs font-medium text-warning">
      Live updates are interrupted; trying to reconnect. What was missed is delivered then.
    </div>
  );
}
