import { share } from './summary.ts';
import type { RunResults } from './results.ts';

/** Width of a character of Verdana at 11 pixels, near enough for a badge. */
const CHARACTER = 6.6;

/** An SVG with the engine and how many of the judged clauses it passes. */
export function badge(run: RunResults): string {
  const { passed, judged } = share(run.results);
  const message = `${passed} / ${judged}`;
  const colour = colourOf(judged === 0 ? 0 : passed / judged);
  // An address says nothing to who sees the badge; what runs there does.
  const engine = run.target.includes('://') ? run.product : run.target;
  const left = widthOf(engine);
  const right = widthOf(message);
  const name = escapeXml(engine);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${name}: ${message} clauses">
  <title>${name}: ${message} clauses</title>
  <rect width="${left + right}" height="20" rx="3" fill="#444"/>
  <path d="M${left} 0h${right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1 -3 3h-${right - 3}z" fill="${colour}"/>
  <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
    <text x="${left / 2}" y="14">${name}</text>
    <text x="${left + right / 2}" y="14">${message}</text>
  </g>
</svg>
`;
}

function widthOf(text: string): number {
  return Math.round(text.length * CHARACTER) + 12;
}

function colourOf(passed: number): string {
  if (passed >= 0.98) return '#2a7d2a';
  return passed >= 0.8 ? '#8a6d00' : '#b03030';
}

/** Text as XML and HTML have it between tags and in quoted attributes. */
export function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
