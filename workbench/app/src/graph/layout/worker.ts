/** Lays out beside the page; ended by terminating it. */
import { laidOut, type LayoutTask, type LayoutWord } from "./layout";

const say = (word: LayoutWord): void => self.postMessage(word);

self.onmessage = ({ data }: MessageEvent<LayoutTask>) => {
  let last = 0;
  const places = laidOut(data, (done) => {
    if (done - last >= 0.05) {
      last = done;
      say({ done });
    }
    return true;
  });
  say({ places });
};
