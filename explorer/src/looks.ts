import type { Kind } from "./records";

export type Theme = "light" | "dark";

/** How a kind is drawn: the number of its shape in shapes.ts, and its colour on either ground. */
export const LOOKS: Record<Kind, { shape: number; light: string; dark: string; path: string }> = {
  person: { shape: 0, light: "#2f6aa3", dark: "#6fa8dc", path: "M0-9A9 9 0 1 1 0 9A9 9 0 1 1 0-9Z" },
  organization: { shape: 1, light: "#b86530", dark: "#e09a63", path: "M-8-8H8V8H-8Z" },
  place: { shape: 2, light: "#47803f", dark: "#84bd78", path: "M0-10 9.5 7H-9.5Z" },
  event: {
    shape: 3,
    light: "#b3263e",
    dark: "#ee7286",
    path: "M0-11 3.2-3.6 11-3 5 2.4 7 10 0 5.8-7 10-5 2.4-11-3-3.2-3.6Z",
  },
  initiative: { shape: 4, light: "#7450a3", dark: "#b394e0", path: "M0-11 10 0 0 11-10 0Z" },
};

export interface Ground {
  paper: string;
  ink: string;
  soft: string;
  line: string;
  accent: string;
  faded: string;
}

export const GROUNDS: Record<Theme, Ground> = {
  light: { paper: "#fbfaf7", ink: "#22252b", soft: "#5b616c", line: "#b5ae9e", accent: "#1f4e79", faded: "#e6e2d9" },
  dark: { paper: "#14171c", ink: "#e8e6e1", soft: "#a3a9b3", line: "#4a515c", accent: "#8fc1ee", faded: "#262b33" },
};

export const FONT =
  '"PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", system-ui, sans-serif';
