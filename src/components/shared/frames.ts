/** What a slice of long work may take of a frame, which has 16 ms at most for everything. */
const SLICE = 8;
/** A page that nobody sees draws no frames; one that is just being hidden may not draw the one that is awaited. */
const LONGEST_FRAME = 250;

/** Resolves when the page has drawn what it has, and heard what was pressed meanwhile. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    const onFrame = (): void => { port2.postMessage(null); }; // after the frame, not in it; and timers are slow where nobody looks
    if (document.hidden) return onFrame();
    requestAnimationFrame(onFrame);
    setTimeout(onFrame, LONGEST_FRAME);
  });
}

/** Awaited between two slices of long work, it lets a frame through: before the first, and whenever they have taken their part of one. */
export function framesBetween(): () => Promise<void> {
  let since = -Infinity;
  return async () => {
    if (performance.now() - since < SLICE) return;
    await nextFrame();
    since = performance.now();
  };
}
