/** Draws the pictures of job summaries in README.md. Needs Chromium and a font with emoji (Debian: fonts-noto-color-emoji). */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { picture } from '../support/render/page.ts';
import { situations } from '../support/render/situations.ts';

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
mkdirSync(folder, { recursive: true });
const summaries = await situations();
for (const name of ['certification', 'five offers']) {
  for (const theme of ['light', 'dark'] as const) {
    const file = `${folder}${name.replaceAll(' ', '-')}-${theme}.png`;
    await picture(summaries[name] ?? '', theme, file);
    console.log(file);
  }
}
