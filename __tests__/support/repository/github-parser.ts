/** GitHub's own parser for workflows and action.yml. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { action as ourAction } from '../../../scripts/pin.ts';

export { ourAction };

type LanguageService = typeof import('@actions/languageservice');
type Config = NonNullable<Parameters<LanguageService['validate']>[1]>;

export interface GithubParser {
  /**
   * The problems that the parser finds, as `line: message`.
   * @param path tells the parser whether this is a workflow
   */
  problems(path: string, text: string): Promise<string[]>;
}

/**
 * Opens the parser, which reads our action.yml for `uses: <our action>`, and our workflows where they are called. Its packages import JSON without an import attribute,
 * which Node refuses, so this bundles them first.
 */
export async function openGithubParser(): Promise<GithubParser> {
  const folder = await mkdtemp(join(tmpdir(), 'github-parser-'));
  const outfile = join(folder, 'languageservice.mjs');
  await build({
    entryPoints: ['@actions/languageservice'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  const service: LanguageService = await import(pathToFileURL(outfile).href);
  await rm(folder, { recursive: true });

  // The parser only logs its own failures. Without this, a workflow would look free of problems.
  const faults: string[] = [];
  const collect = (message: string) => faults.push(message);
  service.registerLogger({ error: collect, warn: collect, info: collect, log: collect });

  const config: Config = {
    actionsMetadataProvider: {
      async fetchActionMetadata({ owner, name }) {
        return `${owner}/${name}` === ourAction
          ? parse(await readFile('action.yml', 'utf8'))
          : { name, description: 'Another action, with unknown inputs.' };
      },
    },
    fileProvider: {
      // What a path or a reference to this repository leads to: a workflow that is called, or an action.
      async getFileContent({ path }) {
        return { name: path, content: await readFile(path, 'utf8') };
      },
    },
  };
  return {
    async problems(path, text) {
      // The parser caches documents by URI.
      const uri = `file:///${crypto.randomUUID()}/${path}`;
      const document = { uri, getText: () => text } as Parameters<LanguageService['validate']>[0];
      const found = await service.validate(document, config);
      return [
        ...found.map(({ range, message }) => `${range.start.line + 1}: ${message}`),
        ...faults.splice(0).map((message) => `parser failed: ${message}`),
      ];
    },
  };
}
