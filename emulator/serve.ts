/** `npm run emulator`: runs the emulator alone, with one scenario, to try a workflow on. */
import { application } from './application.ts';
import { type Asked, readCommandLine } from './command-line.ts';
import { startEmulator } from './emulator.ts';

const clientSecret = 'a-secret-of-the-emulator';

const asked = readCommandLine(
  {
    name: 'npm run emulator',
    what: 'Runs the three APIs and Entra ID on loopback, with one offer, and logs each request. Press Ctrl+C to stop it.',
    options: {
      port: { value: 'number', what: 'the port to listen on. Default: any free port' },
      speed: {
        value: 'number',
        default: '3600',
        what: 'emulated seconds per second; at 3600, two days take 48 seconds',
      },
    },
  },
  ({ port = '0', speed }) => {
    if (!/^\d{1,5}$/.test(String(port)) || Number(port) > 65_535)
      throw new Error('--port must be a whole number up to 65535.');
    if (!(Number(speed) > 0) || !Number.isFinite(Number(speed)))
      throw new Error('--speed must be a number above 0.');
  },
);
if (asked) await serve(asked);

async function serve({ play, values }: Asked): Promise<void> {
  const { name, scenario, api, offer } = play;
  const speed = Number(values['speed']);
  const hour = 3_600;
  try {
    const { url } = await startEmulator({
      offers: [offer],
      port: Number(values['port'] ?? 0),
      speed,
      // The action renews its tokens in real time.
      identity: { ...application, clientSecret, tokenSeconds: hour * speed, expiresIn: hour },
      onRequest: ({ method, path, answeredWith }) => console.log(`${answeredWith} ${method} ${path}`),
    });
    const inputs = {
      ...(api === 'cloud-partner-portal' && { publisher: offer.publisher }),
      offer: offer.offer,
      'tenant-id': application.tenantId,
      'client-id': application.clientId,
      'client-secret': clientSecret,
      'api-url': url,
      'authority-host': url,
    };
    const lines = Object.entries(inputs).map(([input, value]) => `  ${input}: ${value}\n`);
    console.log(`Scenario ${name}, at ${speed} times real speed.
The offer ${offer.offer} (${offer.type}, carried by ${api}) ${scenario.what}.
Inputs of the action:

${lines.join('')}
Requests:`);
  } catch (error) {
    // The port is in use, or not for everybody.
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
