import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SecretMasker } from './masker.ts';

const annotationsPerType = 10;
const annotationLength = 4_096;

export interface Annotation {
  type: 'error' | 'warning' | 'notice';
  message: string;
  properties: Record<string, string>;
}

interface Command {
  name: string;
  properties: Record<string, string>;
  data: string;
}

const dataEscapes = { '%0D': '\r', '%0A': '\n', '%25': '%' };
const propertyEscapes = { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' };
const bracketEscapes = { '%3B': ';', '%0D': '\r', '%0A': '\n', '%5D': ']', '%25': '%' };

function decodeEscapes(text: string, escapes: Record<string, string>): string {
  return Object.entries(escapes).reduce((done, [code, token]) => done.replaceAll(code, token), text);
}

/** Parses `::name k=v,k=v::data` at the start of a line, or `##[name k=v;k=v]data` anywhere in it. */
function parseCommand(line: string, isCommand: (name: string) => boolean): Command | undefined {
  const forms = [
    { form: /^[\s\u0085]*::(.*?)::(.*)$/s, separator: ',', property: propertyEscapes, escapes: dataEscapes },
    { form: /##\[(.*?)\](.*)$/s, separator: ';', property: bracketEscapes, escapes: bracketEscapes },
  ];
  for (const { form, separator, property, escapes } of forms) {
    const [, info = '', data = ''] = form.exec(line) ?? [];
    const [word = '', ...rest] = info.split(' ');
    const name = word.toLowerCase();
    if (!isCommand(name)) continue;
    const pairs = rest
      .join(' ')
      .trim()
      .split(separator)
      .map((pair) => /^=*([^=]+)=+(.+)$/s.exec(pair) ?? []);
    const properties = pairs.flatMap(([, key, value]) =>
      key && value ? [[key, decodeEscapes(value, property)]] : [],
    );
    return { name, properties: Object.fromEntries(properties), data: decodeEscapes(data, escapes) };
  }
  return undefined;
}

interface LogSetup {
  debug?: boolean;
  secrets?: string[];
  idToken?: { token: string };
}

/** The log of a step: masks its lines, and runs the commands in them. */
export class StepLog {
  readonly lines: string[] = [];
  readonly annotations: Annotation[] = [];
  readonly masks: string[] = [];
  readonly refused: string[] = [];
  readonly outputs: Record<string, string> = {};
  readonly state: Record<string, string> = {};
  readonly #masker = new SecretMasker();
  readonly #debug: boolean;
  readonly #workspace: string;
  readonly #onLine: (line: string) => void;
  #echo = false;
  #stopToken = '';

  readonly #commands: Record<string, (command: Command) => void> = {
    'add-mask': ({ data }) => {
      if (data.trim() === '') return this.annotate('warning', "Can't add secret mask for empty string.");
      this.masks.push(data);
      this.#masker.add(data);
    },
    debug: ({ data }) => {
      if (this.#debug) for (const line of data.split('\n')) this.#write(`##[debug]${line}`);
    },
    error: ({ data, properties }) => this.annotate('error', data, properties),
    warning: ({ data, properties }) => this.annotate('warning', data, properties),
    notice: ({ data, properties }) => this.annotate('notice', data, properties),
    group: ({ data }) => this.#write(`##[group]${data}`),
    endgroup: () => this.#write('##[endgroup]'),
    echo: ({ data }) => {
      if (!/^\s*o(n|ff)\s*$/i.test(data)) throw new Error(`Invalid echo command value '${data}'`);
      this.#echo = data.trim().toLowerCase() === 'on';
    },
    'set-output': ({ data, properties }) => {
      this.outputs[required('name', properties)] = data;
    },
    'save-state': ({ data, properties }) => {
      this.state[required('name', properties)] = data;
    },
    'set-env': () => disabled('set-env'),
    'add-path': () => disabled('add-path'),
    // Reads the matcher, because a bad file fails the step, but does not apply it.
    'add-matcher': ({ data }) => JSON.parse(readFileSync(resolve(this.#workspace, data), 'utf8')),
    'remove-matcher': () => {},
    'stop-commands': ({ data }) => {
      const unsafe =
        data === '' || data.toLowerCase() === 'pause-logging' || this.#isCommand(data.toLowerCase());
      if (unsafe) throw new Error(`'${data}' cannot be used as a stop token`);
      this.#stopToken = data.toLowerCase();
    },
  };
  /** Commands that never appear in the log themselves. */
  static readonly #silent = new Set(['add-mask', 'debug', 'error', 'warning', 'notice']);

  constructor(setup: LogSetup, workspace: string, onLine: (line: string) => void) {
    this.#debug = setup.debug ?? false;
    this.#workspace = workspace;
    this.#onLine = onLine;
    for (const secret of setup.secrets ?? []) this.#masker.add(secret);
    if (setup.idToken) this.#masker.add(setup.idToken.token);
  }

  /** Processes one line that the process wrote to stdout or stderr. */
  processLine(line: string): void {
    const command = parseCommand(line, (name) => this.#isCommand(name));
    if (this.#stopToken !== '') {
      if (command?.name === this.#stopToken) this.#stopToken = '';
      this.#write(line);
    } else if (command) this.#run(command, line);
    else this.#write(line);
  }

  #run(command: Command, line: string): void {
    const silent = StepLog.#silent.has(command.name);
    if ((this.#echo && !silent) || command.name === 'stop-commands') this.#write(line);
    try {
      this.#commands[command.name]?.(command);
    } catch (error) {
      this.refuse(`Unable to process command '${line}' successfully.`, error);
    }
  }

  /** Logs an error, warning or notice, and keeps it as an annotation up to the limit. */
  annotate(type: Annotation['type'], text: string, properties: Record<string, string> = {}): void {
    const message = this.mask(text).slice(0, annotationLength);
    if (message !== '') this.#write(`##[${type}]${message}`);
    const isBelowLimit =
      this.annotations.filter((annotation) => annotation.type === type).length < annotationsPerType;
    if (isBelowLimit) this.annotations.push({ type, message, properties });
  }

  /** Fails the step because of a command that did not work. */
  refuse(what: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.annotate('error', what);
    this.annotate('error', reason);
    this.refused.push(`${what} ${reason}`);
  }

  mask(text: string): string {
    return this.#masker.mask(text);
  }

  #isCommand(name: string): boolean {
    return Object.hasOwn(this.#commands, name) || (name !== '' && name === this.#stopToken);
  }

  #write(text: string): void {
    for (const line of this.mask(text).split(/\r\n|\n|\r/)) {
      this.lines.push(line);
      this.#onLine(line);
    }
  }
}

function required(name: string, properties: Record<string, string>): string {
  const value = Object.entries(properties).find(([key]) => key.toLowerCase() === name)?.[1];
  if (!value) throw new Error(`Required field '${name}' is missing.`);
  return value;
}

function disabled(name: string): never {
  throw new Error(`The \`${name}\` command is disabled. Use environment files.`);
}
