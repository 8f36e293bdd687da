import { useState } from "react";

export interface SqlTab {
  id: number;
  title: string;
  text: string;
  /** Values of $1, $2 … as typed. */
  params: string[];
}

interface Tabs {
  list: SqlTab[];
  active: number;
  next: number;
}

// Kept while the console is open, so that leaving the page loses nothing; the server keeps history and snippets.
let kept: Tabs = { list: [{ id: 1, title: "Query 1", text: "", params: [] }], active: 1, next: 2 };

export function useTabs() {
  const [tabs, setTabs] = useState(kept);
  const set = (next: Tabs) => {
    kept = next;
    setTabs(next);
  };
  const active = tabs.list.find((tab) => tab.id === tabs.active) ?? tabs.list[0];
  if (!active) throw new Error("there is always a tab");
  const patch = (values: Partial<SqlTab>) =>
    set({ ...kept, list: kept.list.map((tab) => (tab.id === active.id ? { ...tab, ...values } : tab)) });
  const open = (values: Partial<SqlTab> = {}) => {
    const tab = { id: kept.next, title: `Query ${kept.next}`, text: "", params: [], ...values };
    set({ list: [...kept.list, tab], active: tab.id, next: kept.next + 1 });
  };
  const close = (id: number) => {
    const at = kept.list.findIndex((tab) => tab.id === id);
    const list = kept.list.filter((tab) => tab.id !== id);
    const neighbour = list[Math.min(at, list.length - 1)];
    if (neighbour) set({ ...kept, list, active: kept.active === id ? neighbour.id : kept.active });
  };
  return {
    tabs: tabs.list,
    active,
    patch,
    open,
    close,
    choose: (id: number) => set({ ...kept, active: id }),
  };
}
