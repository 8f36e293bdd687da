import { useEffect, useEffectEvent, useRef, useState } from "react";
import { toast } from "sonner";
import { messageOf } from "@/lib/api/problem";

interface Step {
  label: string;
  undo: () => Promise<unknown>;
}

const KEPT = 20;

/** The last changes, and taking them back one by one with Ctrl-Z. */
export function useUndo() {
  const steps = useRef<Step[]>([]);
  const [last, setLast] = useState<string>();
  const push = (step: Step) => {
    steps.current = [...steps.current.slice(1 - KEPT), step];
    setLast(step.label);
  };
  const undo = async () => {
    const step = steps.current.pop();
    setLast(steps.current.at(-1)?.label);
    if (!step) return;
    try {
      await step.undo();
      toast.success(`Taken back: ${step.label}`);
    } catch (error) {
      toast.error(`Could not take back: ${step.label}`, { description: messageOf(error) });
    }
  };
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const typing = (event.target as HTMLElement | null)?.closest(
      "input, textarea, [contenteditable], [role=dialog]",
    );
    if (!(event.ctrlKey || event.metaKey) || event.key !== "z" || event.shiftKey || typing || !last) return;
    event.preventDefault();
    void undo();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => pressed(event);
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);
  return { push, undo, last };
}
