import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import { Empty } from "@/components/ui/states";

export function NotFoundPage() {
  return (
    <Empty
      icon={<Compass />}
      title="There is no such page"
      action={
        <Link to="/" className={buttonClass("primary")}>
          To the dashboard
        </Link>
      }
    >
      The address may be mistyped, or what it named is gone.
    </Empty>
  );
}
