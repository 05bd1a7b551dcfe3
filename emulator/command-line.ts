import { type ParseArgsConfig, parseArgs } from 'node:util';
import { apiNames } from './marketplace/offer-types.ts';
import { type Play, play, scenarios } from './scenarios.ts';

interface Option {
  /** What stands for the value in the usage text. An option without one is a switch. */
  value?: string;
  default?: string;
  what: string;
}

interface Command {
  /** How people start it, e.g. `npm start`. */
  name: string;
  what: string;
  /** Besides `--scenario`, `--api` and `--help`. */
  options: Record<string, Option>;
}

type Values = ReturnType<typeof parseArgs>['values'];

/** What people asked for. */
export interface Asked {
  play: Play;
  /** Whether people named the API. */
  isApiGiven: boolean;
  values: Values;
}

const sharedOptions: Record<string, Option> = {
  scenario: { value: 'name', default: 'go-live', what: 'what happens to the offer, see below' },
  api: {
    value: 'name',
    what: `${apiNames.join(', ')}: the API that carries the offer`,
  },
};

/**
 * Reads the options of a command. Prints the usage text instead for `--help`, or for options that are wrong.
 * @param check throws with a sentence for people, if a value is wrong
 * @returns undefined if the usage text was printed; the exit code of the process is then set
 */
export function readCommandLine(
  command: Command,
  check: (values: Values) => void = () => {},
): Asked | undefined {
  const options = { ...sharedOptions, ...command.options, help: { what: 'print this text' } };
  try {
    const { values } = parseArgs({ options: parserOptions(options) });
    if (values['help'] === true) {
      console.log(usage(command, options));
      return undefined;
    }
    check(values);
    const { scenario, api } = values;
    return {
      play: play(String(scenario), api === undefined ? undefined : String(api)),
      isApiGiven: api !== undefined,
      values,
    };
  } catch (error) {
    // The error comes last, so that the usage text does not push it off the screen.
    console.error(`${usage(command, options)}\n\n${error instanceof Error ? error.message : error}`);
    process.exitCode = 2;
    return undefined;
  }
}

function parserOptions(options: Record<string, Option>): NonNullable<ParseArgsConfig['options']> {
  const entries = Object.entries(options).map(([name, option]) => [
    name,
    {
      type: option.value ? 'string' : 'boolean',
      ...(option.default !== undefined && { default: option.default }),
    },
  ]);
  return Object.fromEntries(entries);
}

function usage({ name, what }: Command, options: Record<string, Option>): string {
  const optionRows = Object.entries(options).map(([option, { value, default: usual, what }]) => [
    `--${option}${value ? ` <${value}>` : ''}`,
    what + (usual === undefined ? '' : `. Default: ${usual}`),
  ]);
  const scenarioRows = Object.entries(scenarios).map(([scenario, { what, api }]) => [
    scenario,
    what + (api ? ` (${api})` : ''),
  ]);
  return `Usage: ${name} -- [options]

${what}

Options:
${table(optionRows)}

Scenarios. The offer …
${table(scenarioRows)}`;
}

function table(rows: string[][]): string {
  const width = Math.max(...rows.map(([first = '']) => first.length));
  return rows.map(([first = '', second]) => `  ${first.padEnd(width)}  ${second}`).join('\n');
}
