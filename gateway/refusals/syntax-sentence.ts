import { REQUEST_FAULTS } from '../request-faults.ts';

const KINDS: Readonly<Record<string, string>> = {
  Name: 'un nom',
  Int: 'un nombre entier',
  Float: 'un nombre',
  String: 'un texte',
  BlockString: 'un texte',
  '<EOF>': 'la fin de la requête',
};

type Written = (found: readonly string[]) => string;

/** What a document lacks or has too much, by graphql-js' sentence: never its words, which may be an address. */
const SENTENCES: readonly (readonly [english: RegExp, french: Written])[] = [
  [/^Expected (\S+), found (\S+)/, ([expected, found]) => `${kind(expected)} est attendu, et non ${kind(found)}`],
  [/^Unexpected single quote/, () => 'un texte s’écrit entre guillemets doubles : "Agen"'],
  [/^Unexpected variable/, () => 'une variable n’est pas permise ici'],
  [/^Unexpected description/, () => 'une description n’est pas permise ici'],
  [/^Invalid (?:Unicode|character) escape/, () => 'un caractère est mal échappé dans un texte'],
  [/^(?:Unexpected|Invalid) character/, () => 'un caractère n’a pas de sens ici'],
  [/^Invalid number/, () => 'un nombre est mal écrit'],
  [/^Unterminated string/, () => 'un texte n’est pas fermé : il lui manque un guillemet'],
  [/is reserved and cannot be used/, () => 'un mot réservé n’est pas permis ici'],
  [/contains more than \d+ comments/, () => 'elle contient trop de commentaires'],
  [/^Unexpected (\S+)/, ([found]) => `${kind(found)} n’est pas permis ici`],
];

interface Place {
  readonly line: number;
  readonly column: number;
}

/** The French for a syntax error of graphql-js, with its place. */
export function syntaxSentence(message: string, place: Place | undefined): string {
  const fault = message.replace(/^Syntax Error: /, '');
  const found = SENTENCES.map(([english, french]) => [english.exec(fault), french] as const).find(([match]) => match);
  const detail = found?.[0] ? found[1](found[0].slice(1)) : 'elle ne se lit pas';
  const where = place === undefined ? '' : ` (ligne ${place.line}, colonne ${place.column})`;
  return `${REQUEST_FAULTS.GRAPHQL_PARSE_FAILED} : ${detail}${where}.`;
}

/** A kind of words, or a sign of the language, e.g. « } ». */
function kind(found = ''): string {
  const told = found.replace(/[.,]$/, '');
  const sign = /^"([!$&()[\]{}:=@|]|\.\.\.|[a-z]+)"$/.exec(told)?.[1];
  return sign === undefined ? (KINDS[told] ?? 'autre chose') : `« ${sign} »`;
}
