// Shows for a moment where something changed. An outline takes no room, so nothing moves.

const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** Draws an outline round elements, for a second. */
export function flash(elements) {
  if (calm.matches) return;
  const outline = '2px solid Highlight';
  for (const element of new Set(elements)) element.animate({ outline: [outline, outline] }, 1000);
}
