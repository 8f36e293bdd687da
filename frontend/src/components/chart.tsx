import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useIsDark } from "@/lib/theme";

interface ChartProps {
  label: string;
  /** Positions on the x axis: Unix seconds, or any numbers with `names`. */
  x: number[];
  series: { name: string; values: (number | null)[]; tone?: "accent" | "danger" | "success" | "warning" }[];
  /** Names of the points, where x is no time. */
  names?: string[];
  height?: number;
  bars?: boolean;
  format?: (value: number) => string;
}

const TONES = ["accent", "success", "warning", "danger"] as const;

const colour = (name: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Lines or bars over time or over named points. */
export function Chart(props: ChartProps) {
  const { label, x, series, names, height, bars, format } = props;
  const host = useRef<HTMLDivElement>(null);
  const dark = useIsDark();
  useEffect(() => {
    const box = host.current;
    if (!box) return;
    const size = () => ({ width: box.clientWidth, height: height ?? Math.max(box.clientHeight - 40, 120) });
    const plot = new uPlot(
      options({ series, ...(names && { names }), bars, ...(format && { format }) }, size()),
      [x, ...series.map((each) => each.values)],
      box,
    );
    const observer = new ResizeObserver(() => plot.setSize(size()));
    observer.observe(box);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [x, series, names, height, bars, format, dark]);
  return <div ref={host} role="img" aria-label={label} className="size-full" />;
}

function options(
  {
    series,
    names,
    bars,
    format,
  }: {
    series: ChartProps["series"];
    names?: string[];
    bars: boolean | undefined;
    format?: (value: number) => string;
  },
  size: { width: number; height: number },
): uPlot.Options {
  const axis = {
    stroke: colour("ink-faint"),
    grid: { stroke: colour("line"), width: 1 },
    ticks: { show: false },
    font: "11px Inter Variable, sans-serif",
  };
  const paths = bars ? uPlot.paths.bars?.({ size: [0.7, 64] }) : undefined;
  return {
    ...size,
    cursor: { points: { size: 6 }, drag: { x: false, y: false } },
    legend: { show: series.length > 1 },
    scales: {
      // Half a bar of room at both ends.
      x: {
        time: !names,
        ...(bars && {
          range: (_plot: uPlot, low: number, high: number): [number, number] => [low - 0.5, high + 0.5],
        }),
      },
      y: { range: (_plot, low, high) => [Math.min(0, low), high <= 0 ? 1 : high * 1.1] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        ...(names && { values: (_plot: uPlot, at: number[]) => at.map((value) => names[value] ?? "") }),
      },
      { ...axis, size: 52, ...(format && { values: (_plot: uPlot, at: number[]) => at.map(format) }) },
    ],
    series: [
      {},
      ...series.map((each, index) => {
        const stroke = colour(each.tone ?? TONES[index % TONES.length] ?? "accent");
        return {
          label: each.name,
          stroke,
          width: 1.75,
          fill: bars ? stroke : `color-mix(in oklab, ${stroke} 12%, transparent)`,
          points: { show: false },
          ...(paths && { paths }),
        };
      }),
    ],
  };
}
