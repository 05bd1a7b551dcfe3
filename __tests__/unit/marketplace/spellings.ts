/** The ways in which an API may spell a word of its vocabulary. @param word in camel case, as documented */
export function spellings(word: string): string[] {
  const spaced = word.replace(/([a-z])([A-Z])/g, '$1 $2');
  return [
    word,
    word.charAt(0).toUpperCase() + word.slice(1),
    spaced,
    spaced.replaceAll(' ', '-'),
    spaced.replaceAll(' ', '_'),
    word.toLowerCase(),
    word.toUpperCase(),
    ` ${word}\t`,
  ];
}

/** No words of any vocabulary, though some come close, and some are members of every object. */
export const unknownWords = [
  '',
  ' ',
  'constructor',
  'toString',
  '__proto__',
  'hasOwnProperty',
  'incomplete',
  'not complete',
  'complete 50%',
  'completed?',
  'unsucceeded',
  'succeeded1',
  'çomplete',
  'failed.',
  'paused',
];
