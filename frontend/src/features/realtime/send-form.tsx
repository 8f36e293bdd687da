import { Send } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input, Textarea } from "@/components/ui/field";
import { Card, CardHeader } from "@/components/ui/surface";
import { InputError, parseInput } from "@/lib/pg-types";

/** Broadcasts a message to everybody on the channel. */
export function SendForm({ onSend }: { onSend: (event: string, payload: unknown) => boolean }) {
  const [event, setEvent] = useState("message");
  const [payload, setPayload] = useState('{ "text": "hello" }');
  const [fault, setFault] = useState<string>();
  const send = () => {
    try {
      const sent = onSend(event.trim(), parseInput(payload, "json"));
      setFault(sent ? undefined : "The connection is away; try again in a moment");
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      setFault(error.message);
    }
  };
  return (
    <Card>
      <CardHeader title="Broadcast" />
      <form
        className="space-y-3 p-4"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          send();
        }}
      >
        <Field label="Event">
          <Input className="font-mono" value={event} onChange={(change) => setEvent(change.target.value)} />
        </Field>
        <Field label="Payload" error={fault}>
          <Textarea
            className="min-h-16 font-mono text-xs"
            value={payload}
            onChange={(change) => setPayload(change.target.value)}
          />
        </Field>
        <Button type="submit" className="w-full" icon={<Send />} disabled={event.trim() === ""}>
          Send
        </Button>
      </form>
    </Card>
  );
}
