import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Field, Input } from "./field";
import { Notice } from "./states";

interface ConfirmProps {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  action: string;
  /** A word to type first, where there is no way back. */
  word?: string;
  onConfirm: () => Promise<unknown>;
}

/** Asks before something that cannot be undone; stays open and says why when it fails. */
export function Confirm({ open, onClose, title, children, action, word, onConfirm }: ConfirmProps) {
  const [typed, setTyped] = useState("");
  const close = () => {
    setTyped("");
    run.reset();
    onClose();
  };
  const run = useMutation({ mutationFn: onConfirm, onSuccess: close });
  return (
    <Dialog
      open={open}
      onClose={close}
      title={title}
      onSubmit={() => (word === undefined || typed === word) && run.mutate()}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            type="submit"
            variant="danger"
            busy={run.isPending}
            disabled={word !== undefined && typed !== word}
          >
            {action}
          </Button>
        </>
      }
    >
      <div className="space-y-2 text-sm text-muted">{children}</div>
      {word !== undefined && (
        <Field
          label={
            <>
              Type <span className="rounded bg-sunken px-1 font-mono">{word}</span> to go on
            </>
          }
        >
          <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoFocus />
        </Field>
      )}
      {run.error && <Notice error={run.error} />}
    </Dialog>
  );
}
