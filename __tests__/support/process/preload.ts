/** Node options that run a script in a process before anything else. */
export function preloading(script: string): string[] {
  const source = `import dns from 'node:dns'; import fs from 'node:fs'; import http from 'node:http'; ${script}`;
  return ['--import', `data:text/javascript,${encodeURIComponent(source)}`];
}

/** A script that runs another when a line with these words is written to the log. */
export const at = (words: string, script: string) => `
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (text, ...rest) => {
    const done = write(text, ...rest);
    if (text.includes(${JSON.stringify(words)})) { ${script} }
    return done;
  };`;
