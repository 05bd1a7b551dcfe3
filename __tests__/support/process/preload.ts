/** Preloads a script into a child process, for example to break something at a certain log line. */

/** Node options that run a script in a child process before its own code. */
export function preloading(script: string): string[] {
  const source = `import dns from 'node:dns'; import fs from 'node:fs'; import http from 'node:http'; ${script}`;
  return ['--import', `data:text/javascript,${encodeURIComponent(source)}`];
}

/** A script for `preloading` that runs another script once the process logs a line with these words. */
export const at = (words: string, script: string) => `
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (text, ...rest) => {
    const done = write(text, ...rest);
    if (text.includes(${JSON.stringify(words)})) { ${script} }
    return done;
  };`;
