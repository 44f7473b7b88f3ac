import { render } from "preact";
import { App } from "./app";
import type { Picture } from "./records";
import { served } from "./source-http";
import { held } from "./source-page";
import "./style.css";

const root = document.getElementById("explorer");
const content = document.getElementById("picture");

/** What the page holds, or else what its server answers. */
async function start(place: HTMLElement): Promise<void> {
  const source = content?.textContent ? held(JSON.parse(content.textContent) as Picture) : served();
  try {
    render(<App source={source} overview={await source.overview()} />, place);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    render(<p class="failed">出错了 · That failed: {why}</p>, place);
  }
}

if (root) void start(root);
