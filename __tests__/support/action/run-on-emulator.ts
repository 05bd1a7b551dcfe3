/** Runs the shipped bundle against an emulator whose time depends on the number of requests alone. */
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts';
import type { OfferSetup } from '../../../emulator/marketplace/offer-setup.ts';
import { type ActionSetup, type Ended, runAction, token } from './start-action.ts';

/** The offer that the action takes live by default: its preview waits for sign-off. */
export const waitingVm = {
  publisher: 'contoso',
  offer: 'vm',
  state: 'waiting-for-sign-off',
} as const satisfies OfferSetup;

export interface EmulatorSetup {
  offers: OfferSetup[];
  /** Emulated hours between two requests, however fast the machine is. Default 8. */
  hours?: number;
  prepare?: (emulator: Emulator) => void;
}

/** Starts an emulator that accepts only the tests' token. */
export async function startCountingEmulator({
  offers,
  hours = 8,
  prepare,
}: EmulatorSetup): Promise<Emulator> {
  let requests: unknown[] = [];
  const now = () => requests.length * hours * 3_600_000;
  const emulator = await startEmulator({ offers, tokens: [token], now });
  ({ requests } = emulator);
  prepare?.(emulator);
  return emulator;
}

/** Runs the bundle against such an emulator, and stops the emulator. */
export async function runOnEmulator(
  options: EmulatorSetup,
  setup?: ActionSetup,
): Promise<Ended & { emulator: Emulator }> {
  const emulator = await startCountingEmulator(options);
  try {
    return { ...(await runAction(emulator.url, setup)), emulator };
  } finally {
    await emulator.stop();
  }
}
