/** `npm start`: a go-live against the emulator, by the shipped action, shown as GitHub would show it. */
import { styleText } from 'node:util';
import { convert } from 'html-to-text';
import { startEmulator } from './emulator.ts';
import { startStep } from './runner.ts';

const publisher = 'contoso';
const offer = 'contoso-virtualmachineoffer';
const token = 'a-token-for-the-emulator';
const hour = 3_600;
const goLiveHours = 48;
const lastsSeconds = 6;

const emulator = await startEmulator({
  offers: [{ publisher, offer, state: 'waiting-for-sign-off', goLiveSeconds: goLiveHours * hour }],
  tokens: [token],
  speed: (goLiveHours * hour) / lastsSeconds,
});
try {
  heading('Emulator of the Cloud Partner Portal API');
  console.log(`${emulator.url}, where ${goLiveHours} hours last ${lastsSeconds} seconds`);
  console.log(`The offer ${offer} of ${publisher} waits for its publisher to sign off the preview.`);

  const step = startStep({
    with: { publisher, offer, token, 'api-url': emulator.url, 'poll-interval-seconds': '1' },
    secrets: [token],
    onLine: lineShower(),
  });
  heading('Log');
  process.once('SIGINT', () => step.cancel());
  const result = await step.finished;

  heading('Outputs');
  const width = Math.max(0, ...Object.keys(result.outputs).map((name) => name.length));
  for (const [name, value] of Object.entries(result.outputs)) {
    console.log(`${name.padEnd(width)}  ${shortened(value.replaceAll('\n', ' '))}`);
  }
  heading('Summary');
  console.log(asText(result.summary));
  heading(`The step ended as ${result.conclusion}, with exit code ${result.exitCode ?? result.signal}`);
  process.exitCode = result.conclusion === 'success' ? 0 : 1;
} finally {
  await emulator.stop();
}

function heading(text: string): void {
  console.log(`\n${styleText('bold', `== ${text}`)}`);
}

/** Shows lines of a log one by one: annotations in their colours, groups indented under their title. */
function lineShower(): (line: string) => void {
  const tags = { error: 'red', warning: 'yellow', notice: 'cyan', debug: 'gray' } as const;
  let indent = '';
  return (line) => {
    const [, tag = '', text = ''] =
      /^##\[(error|warning|notice|debug|group|endgroup)\](.*)$/s.exec(line) ?? [];
    if (tag === 'endgroup') indent = '';
    else if (tag === 'group') {
      console.log(`▼ ${styleText('bold', text)}`);
      indent = '  ';
    } else if (tag in tags) {
      const name = `${tag.charAt(0).toUpperCase()}${tag.slice(1)}`;
      console.log(`${indent}${styleText(tags[tag as keyof typeof tags], `${name}: ${text}`)}`);
    } else console.log(`${indent}${line}`);
  };
}

function asText(html: string): string {
  const selectors = [
    { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
    ...['h1', 'h2', 'h3'].map((selector) => ({ selector, options: { uppercase: false } })),
  ];
  return convert(html, { wordwrap: false, selectors });
}

function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
