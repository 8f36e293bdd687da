import { useMutation } from "@tanstack/react-query";
import { Eye, EyeOff, RotateCw } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { Logo } from "@/components/logo";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/states";
import { renew, signIn, type Session } from "@/lib/session";

/** Shown in place of every page while nobody is signed in; the address stays, so that one lands where one wanted. */
export function SignInPage({ session }: { session: Session }) {
  return (
    <main className="grid min-h-full place-items-center bg-sunken px-4 py-10">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center justify-center gap-2.5">
          <Logo className="size-8" />
          <span className="text-lg font-semibold tracking-tight">SelfDB</span>
        </div>
        {session.state === "unknown" ? (
          <Resuming />
        ) : (
          <SignInForm reason={session.state === "out" ? session.reason : undefined} />
        )}
      </div>
    </main>
  );
}

function Resuming() {
  const resume = useMutation({ mutationFn: renew });
  const [late, setLate] = useState(false);
  return (
    <div
      role="status"
      className="animate-in text-center text-sm text-muted [animation-delay:400ms] [animation-fill-mode:both]"
    >
      <p
        ref={() => {
          const timer = setTimeout(() => setLate(true), 3000);
          return () => clearTimeout(timer);
        }}
      >
        {late ? "The server does not answer." : "Connecting…"}
      </p>
      {late && (
        <Button className="mt-4" icon={<RotateCw />} busy={resume.isPending} onClick={() => resume.mutate()}>
          Try again
        </Button>
      )}
    </div>
  );
}

function SignInForm({ reason }: { reason: string | undefined }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const enter = useMutation({ mutationFn: () => signIn(email, password) });
  return (
    <form
      className="animate-in space-y-4 rounded-xl border bg-surface p-6 shadow-float"
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      <div>
        <h1 className="text-base font-semibold">Sign in to the console</h1>
        <p className="mt-0.5 text-sm text-muted">{reason ?? "For administrators of this server."}</p>
      </div>
      <Field label="E-mail">
        <Input
          type="email"
          autoComplete="username"
          required
          autoFocus
          className="h-9"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <div className="relative">
        <Field label="Password">
          <Input
            type={shown ? "text" : "password"}
            autoComplete="current-password"
            required
            className="h-9 pr-10"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        <IconButton
          size="sm"
          className="absolute right-1 bottom-1"
          label={shown ? "Hide password" : "Show password"}
          icon={shown ? <EyeOff /> : <Eye />}
          onClick={() => setShown(!shown)}
        />
      </div>
      {enter.error && <Notice error={enter.error} />}
      <Button
        type="submit"
        variant="primary"
        className="h-9 w-full"
        busy={enter.isPending}
        disabled={!email || !password}
      >
        Sign in
      </Button>
    </form>
  );
}
