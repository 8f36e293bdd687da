import { cn } from "@/lib/cn";

export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={cn("shrink-0", className)}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g fill="none" stroke="#fff" strokeWidth="2.2" strokeLinecap="round">
        <ellipse cx="16" cy="10" rx="8" ry="3.2" />
        <path d="M8 10v6c0 1.8 3.6 3.2 8 3.2s8-1.4 8-3.2v-6" />
        <path d="M8 16v6c0 1.8 3.6 3.2 8 3.2s8-1.4 8-3.2v-6" />
      </g>
    </svg>
  );
}
