import {
  Archive,
  Database,
  KeyRound,
  LayoutDashboard,
  Network,
  Radio,
  ScrollText,
  Settings,
  SquareTerminal,
  Users,
  type LucideIcon,
} from "lucide-react";

export interface Destination {
  to:
    | "/"
    | "/tables"
    | "/sql"
    | "/schema"
    | "/users"
    | "/keys"
    | "/audit"
    | "/storage"
    | "/realtime"
    | "/settings";
  label: string;
  icon: LucideIcon;
  /** Words by which the palette finds it as well. */
  words?: string;
}

export interface Section {
  label?: string;
  entries: Destination[];
}

export const SECTIONS: Section[] = [
  { entries: [{ to: "/", label: "Dashboard", icon: LayoutDashboard, words: "home overview health" }] },
  {
    label: "Database",
    entries: [
      { to: "/tables", label: "Tables", icon: Database, words: "rows data" },
      { to: "/sql", label: "SQL editor", icon: SquareTerminal, words: "query run" },
      { to: "/schema", label: "Schema", icon: Network, words: "diagram relations graph" },
    ],
  },
  {
    label: "Access",
    entries: [
      { to: "/users", label: "Users", icon: Users, words: "auth accounts" },
      { to: "/keys", label: "API keys", icon: KeyRound, words: "secret service anon" },
      { to: "/audit", label: "Audit log", icon: ScrollText, words: "history who changed" },
    ],
  },
  {
    label: "Services",
    entries: [
      { to: "/storage", label: "Storage", icon: Archive, words: "files buckets upload" },
      { to: "/realtime", label: "Realtime", icon: Radio, words: "websocket channel inspector" },
    ],
  },
];

export const SETTINGS: Destination = {
  to: "/settings",
  label: "Settings",
  icon: Settings,
  words: "cors origins password sessions account",
};
