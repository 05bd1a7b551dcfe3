/**
 * `npm start`: the shipped action takes an offer of the emulator live, and the log looks as on GitHub.
 * `npm start -- --sign-in`: the same, signed in with the workflow's identity instead of a token.
 */
import { parseArgs, styleText } from 'node:util';
import { convert } from 'html-to-text';
import { startEmulator } from './emulator.ts';
import { workflowSubject } from './identity/id-tokens.ts';
import type { IdentitySetup } from './identity/identity.ts';
import { startStep } from './runner/runner.ts';

const publisher = 'contoso';
const offer = 'contoso-virtualmachineoffer';
const token = 'a-token-for-the-emulator';
const hour = 3_600;
const goLiveHours = 48;
const demoSeconds = 6;
const speed = (goLiveHours * hour) / demoSeconds;

const { values } = parseArgs({ options: { 'sign-in': { type: 'boolean', default: false } } });
// The action runs in real time: there an access token lasts two seconds and an ID token five minutes.
const identity: IdentitySetup = {
  tenantId: '8c0e5a44-6d1f-4f0b-9a51-0c6f3f6f2b11',
  clientId: '2f7d9d0e-51b5-4a6c-8f58-7b3f1d0a9c22',
  federated: { subject: workflowSubject },
  tokenSeconds: 2 * speed,
  expiresIn: 2,
  idTokenSeconds: 300 * speed,
};

const emulator = await startEmulator({
  offers: [{ publisher, offer, state: 'waiting-for-sign-off', goLiveSeconds: goLiveHours * hour }],
  tokens: [token],
  speed,
  ...(values['sign-in'] && { identity }),
});
try {
  heading('Emulator of the Cloud Partner Portal API');
  console.log(`${emulator.url}, where ${goLiveHours} hours take ${demoSeconds} seconds`);
  console.log(`The offer ${offer} of ${publisher} waits for its publisher to sign off the preview.`);

  const credential = values['sign-in']
    ? { 'tenant-id': identity.tenantId, 'client-id': identity.clientId, 'authority-host': emulator.url }
    : { token };
  const step = startStep({
    with: { publisher, offer, ...credential, 'api-url': emulator.url, 'poll-interval-seconds': '1' },
    secrets: [token],
    ...(values['sign-in'] && { idToken: emulator.identity.idTokenRequest }),
    onLine: linePrinter(),
  });
  heading('Log');
  process.once('SIGINT', () => step.cancel());
  const result = await step.finished;

  heading('Outputs');
  const width = Math.max(0, ...Object.keys(result.outputs).map((name) => name.length));
  for (const [name, value] of Object.entries(result.outputs)) {
    console.log(`${name.padEnd(width)}  ${truncate(value.replaceAll('\n', ' '))}`);
  }
  heading('Summary');
  console.log(htmlToText(result.summary));
  if (values['sign-in']) {
    const { accessTokens, idTokens } = emulator.identity;
    console.log(
      `The action used ${accessTokens} access tokens, and ${idTokens} ID tokens of the workflow to get them.`,
    );
  }
  heading(
    `The step's conclusion is ${result.conclusion}, with exit code ${result.exitCode ?? result.signal}`,
  );
  process.exitCode = result.conclusion === 'success' ? 0 : 1;
} finally {
  await emulator.stop();
}

function heading(text: string): void {
  console.log(`\n${styleText('bold', `== ${text}`)}`);
}

/** Prints log lines one by one: annotations in their colors, groups indented under their titles. */
function linePrinter(): (line: string) => void {
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

function htmlToText(html: string): string {
  const selectors = [
    { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
    ...['h1', 'h2', 'h3'].map((selector) => ({ selector, options: { uppercase: false } })),
  ];
  // A terminal draws no pictures.
  return convert(html.replace(/^```mermaid$.*?^```$/gms, ''), { wordwrap: false, selectors });
}

function truncate(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
